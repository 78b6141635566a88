import { richTextFromPlain } from '../../rich-text/plain-text.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { inlinesFromPlain } from '../../rich-text/typed-formulas.ts'
import { writeInline } from '../../rich-text/write-rich-text.ts'

/** How a text looks, as bits: one number for a cell or a run, so that thousands of cells cost little. */
export const looks = { bold: 1, italic: 2, underline: 4, colour: 8, fill: 16, strike: 32, sub: 64, super: 128 } as const

export type Run = { text: string; looks: number }

/** What one cell shows. The text is NFC, without spaces at its ends. */
export type Cell = {
  text: string
  /** Where parts of the text look different; together they are the text. */
  runs?: readonly Run[]
  /** How the whole cell looks. */
  looks: number
  /** The number that is shown, with a point and without grouping; undefined where it is shown as a date, a percentage or anything else. */
  number?: string
  isBoolean?: true
  isError?: true
  /** Filled in from a merged cell that begins in a row above. */
  isContinued?: true
  /** Rich text of the pictures that lie on the cell. */
  pictures?: string
}

export type Row = { number: number; cells: ReadonlyMap<number, Cell>; isHidden?: boolean }

/** A rectangle of cells shown as one, 0-based columns, rows as numbered in the sheet. */
export type MergedRange = { top: number; bottom: number; left: number; right: number }

export type Sheet = {
  /** Empty where a file has only one. */
  name: string
  rows: readonly Row[]
  merged: readonly MergedRange[]
  isHidden?: boolean
  /** Written by ourselves and not changed since: looks are content then, never a mark at the right answer. */
  isOurs?: boolean
}

export const emptyCell: Cell = { text: '', looks: 0 }

export function plainCell(text: string): Cell {
  return { text: tidy(text), looks: 0 }
}

/** NFC, plain spaces, one kind of line end. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\v/g, '\n')
    .replace(/[\u00a0\u202f\u2007]/g, ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .trim()
}

/** A part of a cell that keeps its looks. */
export function sliceCell(cell: Cell, from: number, to = cell.text.length): Cell {
  const part = cell.text.slice(from, to)
  const start = from + (part.length - part.trimStart().length)
  const end = Math.max(start, to - (part.length - part.trimEnd().length))
  const sliced: Cell = { text: cell.text.slice(start, end), looks: cell.looks }
  if (cell.runs === undefined) return sliced
  const runs: Run[] = []
  let at = 0
  for (const run of cell.runs) {
    const text = run.text.slice(Math.max(0, start - at), Math.max(0, end - at))
    if (text !== '') runs.push({ text, looks: run.looks })
    at += run.text.length
  }
  return { ...sliced, runs }
}

/** A cell without what stands at its ends; the pictures on it stay. */
export function shortenCell(cell: Cell, from: number, to?: number): Cell {
  return { ...sliceCell(cell, from, to), ...(cell.pictures === undefined ? {} : { pictures: cell.pictures }) }
}

/** The looks that all of the text has. */
export function wholeLooks({ looks: cellLooks, runs }: Cell): number {
  const inked = runs?.filter(({ text }) => text.trim() !== '')
  return inked === undefined || inked.length === 0 ? cellLooks : cellLooks | inked.reduce((all, run) => all & run.looks, ~0)
}

const marks = [
  [looks.bold, 'strong'],
  [looks.italic, 'emphasis'],
  [looks.underline, 'underline'],
  [looks.sub, 'sub'],
  [looks.super, 'super'],
] as const

/** The cell as a rich text. What looks alike from end to end is a way of formatting a table, not a stress, unless we wrote it ourselves. */
export function richTextOf(cell: Cell, keepsWholeLooks = false): string {
  const { text, runs, pictures } = cell
  const dropped = keepsWholeLooks ? 0 : wholeLooks(cell)
  // most cells hold no sign that means anything in a rich text, and thousands of them are read
  const rich =
    runs === undefined ? (signless.test(text) ? text : richTextFromPlain(text)) : writeInline(runs.flatMap((run) => inlinesOf(run, dropped)))
  return [rich, pictures ?? ''].filter((part) => part !== '').join('\n')
}

const signless = /^[\p{L}\p{M}\p{N} ,.;:?%()/"'“”–-]*$/u

function inlinesOf(run: Run, dropped: number): Inline[] {
  const kinds = marks.filter(([bit]) => (run.looks & ~dropped & bit) !== 0).map(([, kind]) => kind)
  return inlinesFromPlain(run.text)
    .flatMap(linesOf)
    .map((inline) => (inline.kind === 'break' ? inline : kinds.reduceRight<Inline>((inside, kind) => ({ kind, inside: [inside] }), inline)))
}

function linesOf(inline: Inline): Inline[] {
  if (inline.kind !== 'text') return [inline]
  return inline.text
    .split('\n')
    .flatMap((text, line): Inline[] => [...(line > 0 ? [{ kind: 'break' as const }] : []), ...(text === '' ? [] : [{ kind: 'text' as const, text }])])
}

/** 0 is A, 26 is AA. */
export function columnName(column: number): string {
  return (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
}
