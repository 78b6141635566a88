import { zipSync } from 'fflate'
import type { Question } from '../../question.ts'
import type { Bank, Loss, WrittenFile } from '../format.ts'
import { blocksXml, type Media, mediaPath } from './writing-body.ts'
import { fourStatementsParts, matchingParts, multipleChoiceParts, orderingParts, singleChoiceParts, trueFalseParts } from './writing-choices.ts'
import { manifestXml, testXml } from './writing-manifest.ts'
import type { ItemParts } from './writing-parts.ts'
import { clozeParts, essayParts, numericParts, predictionParts, shortTextParts } from './writing-typed.ts'
import { document, element } from './writing-xml.ts'

/** A package of QTI 3.0: an item for each question, the pictures and sounds, a test that keeps the order and the points, and the manifest. */
export function writeQti({ questions, attachments }: Bank): WrittenFile {
  const media: Media = new Map(attachments.map((attachment) => [attachment.digest, attachment]))
  const parts: Record<string, Uint8Array> = {}
  questions.forEach((question, index) => {
    parts[itemPath(index)] = document(itemXml(question, identifierOf(index), media))
  })
  for (const attachment of attachments) parts[mediaPath(attachment)] = attachment.bytes
  const listed = questions.map((question, index) => ({ question, identifier: identifierOf(index), path: itemPath(index) }))
  const bytes = zipSync(
    { 'imsmanifest.xml': document(manifestXml(listed, attachments)), 'test.xml': document(testXml(listed)), ...parts },
    { mtime: '1980-01-01T00:00:00Z' },
  )
  return { bytes, losses: lossesOf(questions) }
}

const identifierOf = (index: number) => `cau-${index + 1}`
const itemPath = (index: number) => `items/${identifierOf(index)}.xml`

/** What another system will not do, though we read it back. */
function lossesOf(questions: readonly Question[]): Loss[] {
  const textKeys = ({ content, key }: Question) => JSON.stringify([content.type, key])
  const touched = (isTouched: (question: Question) => boolean) => questions.flatMap((question, index) => (isTouched(question) ? [index] : []))
  const losses: Loss[] = [
    {
      what: 'phần mềm khác không bỏ qua dấu và không hiểu ký tự đại diện khi chấm câu trả lời ngắn',
      questions: touched((question) => /"(?:hasWildcards|ignoresDiacritics)":true/.test(textKeys(question))),
    },
    { what: 'câu dự đoán: phần mềm khác coi là câu không có đáp án', questions: touched(({ content }) => content.type === 'prediction') },
  ]
  return losses.filter((loss) => loss.questions.length > 0)
}

function itemXml(question: Question, identifier: string, media: Media): string {
  const { declarations, body, processing, scoreTable = '' } = partsOf(question, media)
  const { name = identifier, explanation } = question
  const hasFeedback = explanation !== undefined || question.optionFeedback !== undefined
  const outcome = (id: string, baseType: string, inside = '') =>
    element('qti-outcome-declaration', { identifier: id, cardinality: 'single', 'base-type': baseType }, inside)
  return element(
    'qti-assessment-item',
    { xmlns: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0', identifier, title: name, adaptive: 'false', 'time-dependent': 'false', 'xml:lang': 'vi' },
    ...declarations,
    outcome('SCORE', 'float', scoreTable),
    hasFeedback ? outcome('FEEDBACK', 'identifier') : '',
    element('qti-item-body', {}, body),
    processing,
    explanation === undefined
      ? ''
      : element(
          'qti-modal-feedback',
          { 'outcome-identifier': 'FEEDBACK', identifier: 'EXPLANATION', 'show-hide': 'show' },
          element('qti-content-body', {}, blocksXml(explanation, media)),
        ),
  )
}

function partsOf(question: Question, media: Media): ItemParts {
  const { content, key } = question
  // a question's key belongs to its content; the compiler sees the type of the content alone
  const keyed = <Key>() => key as Key
  switch (content.type) {
    case 'single-choice':
      return singleChoiceParts(content, keyed(), media, question)
    case 'multiple-choice':
      return multipleChoiceParts(content, keyed(), media, question)
    case 'true-false':
      return trueFalseParts(content, keyed(), media)
    case 'four-statements':
      return fourStatementsParts(content, keyed(), media)
    case 'numeric':
      return numericParts(content, keyed(), media)
    case 'short-text':
      return shortTextParts(content, keyed(), media)
    case 'ordering':
      return orderingParts(content, keyed(), media)
    case 'matching':
      return matchingParts(content, keyed(), media)
    case 'cloze':
      return clozeParts(content, keyed(), media)
    case 'essay':
      return essayParts(content, keyed(), media)
    case 'prediction':
      return predictionParts(content, media)
  }
}
