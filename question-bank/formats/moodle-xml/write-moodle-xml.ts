import type { ImportedItem } from '../../imported-item.ts'
import type { Question } from '../../question.ts'
import type { Bank, WrittenFile } from '../format.ts'
import { lossesOf } from '../read-back.ts'
import { categoryFromTopic, tagsFor } from './about-tags.ts'
import { nameFrom } from './name-from-stem.ts'
import { readMoodleXml } from './read-moodle-xml.ts'
import { moodleBody } from './write-body.ts'
import { XmlElements } from './xml-elements.ts'

/** A tree of all questions of a large bank would need more than half a gigabyte, so they are read back some at a time. */
const readAtOnce = 1_000

type Part = { category: string; text: string }

/** A file that Moodle imports as it is. */
export function writeMoodleXml({ questions, attachments }: Bank): WrittenFile {
  const xml = new XmlElements(attachments)
  const written: number[] = []
  const parts: Part[] = []
  for (const [index, question] of questions.entries()) {
    const text = questionXml(question, xml)
    if (text === undefined) continue
    written.push(index)
    parts.push({ category: categoryFromTopic(question.topic ?? []), text })
  }
  const items: ImportedItem[] = []
  for (let from = 0; from < parts.length; from += readAtOnce)
    items.push(...readMoodleXml({ name: 'bank.xml', bytes: fileOf(parts.slice(from, from + readAtOnce), xml) }, () => {}).items)
  return { bytes: fileOf(parts, xml), losses: lossesOf(questions, written, { items, attachments: [] }) }
}

/** A category holds for all questions behind it. */
function fileOf(parts: readonly Part[], xml: XmlElements): Uint8Array {
  let category = categoryFromTopic([])
  const lines = parts.flatMap((part) => {
    const change = part.category === category ? [] : [`<question type="category">${xml.plain('category', part.category)}</question>`]
    category = part.category
    return [...change, part.text]
  })
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${lines.join('\n')}\n</quiz>\n`)
}

function questionXml(question: Question, xml: XmlElements): string | undefined {
  const body = moodleBody(question, xml)
  if (body === undefined) return undefined
  const { content, explanation, pointsThousandths, name } = question
  const tags = tagsFor({ ...question, tags: [...(question.tags ?? []), ...body.tags] })
  return [
    `<question type="${body.type}">`,
    // Moodle refuses questions without a name
    xml.plain('name', name ?? nameFrom(content.stem)),
    body.questionText ?? xml.rich('questiontext', content.stem),
    explanation === undefined ? '' : xml.rich('generalfeedback', explanation),
    pointsThousandths === undefined ? '' : `<defaultgrade>${pointsThousandths / 1_000}</defaultgrade>`,
    body.inside,
    tags.length === 0 ? '' : `<tags>${tags.map((tag) => xml.plain('tag', tag)).join('')}</tags>`,
    '</question>',
  ]
    .filter((line) => line !== '')
    .join('\n')
}
