import type { Attachment } from '../attachment.ts'
import type { ImportedFile } from '../imported-item.ts'
import type { Question } from '../question.ts'

export const formatNames = ['docx', 'xlsx', 'csv', 'gift', 'aiken', 'moodle-xml', 'qti', 'json'] as const
export type FormatName = (typeof formatNames)[number]

/** Told of long files now and then; the total is unknown until the file was looked through. */
export type Progress = (done: number, total: number) => void

export type SourceFile = { name: string; bytes: Uint8Array }
export type ReadFormat = (file: SourceFile, progress: Progress) => ImportedFile

/** Questions with the pictures and sounds they show: what a file is made of. */
export type Bank = { questions: readonly Question[]; attachments: readonly Attachment[] }

/** A file made of a bank, and what its format could not say: one line for each kind of loss, with the questions it touches (0-based). */
export type WrittenFile = { bytes: Uint8Array; losses: readonly Loss[] }
export type Loss = { what: string; questions: readonly number[] }
export type WriteFormat = (bank: Bank) => WrittenFile
