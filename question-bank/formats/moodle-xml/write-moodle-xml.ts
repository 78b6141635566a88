import type { Question } from '../../question.ts'
import type { Bank, WrittenFile } from '../format.ts'
import { lossesOf } from '../read-back.ts'
import { categoryFromTopic, tagsFor } from './about-tags.ts'
import { nameFrom } from './name-from-stem.ts'
import { readMoodleXml } from './read-moodle-xml.ts'
import { moodleBody } from './write-body.ts'
import { XmlElements } from './xml-elements.ts'

/** A file that Moodle imports as it is. */
export function writeMoodleXml({ questions, attachments }: Bank): WrittenFile {
  const xml = new XmlElements(attachments)
  const written: number[] = []
  const parts: string[] = []
  let topic = categoryFromTopic([])
  for (const [index, question] of questions.entries()) {
    const text = questionXml(question, xml)
    if (text === undefined) continue
    const category = categoryFromTopic(question.topic ?? [])
    if (category !== topic) parts.push(`<question type="category">${xml.plain('category', category)}</question>`)
    topic = category
    written.push(index)
    parts.push(text)
  }
  const bytes = new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${parts.join('\n')}\n</quiz>\n`)
  return {
    bytes,
    losses: lossesOf(
      questions,
      written,
      readMoodleXml({ name: 'bank.xml', bytes }, () => {}),
    ),
  }
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
