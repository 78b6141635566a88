import { type ImportedFile, type ImportedItem, UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { decodeEntities } from '../../rich-text/html-entities.ts'
import type { Progress, SourceFile } from '../format.ts'
import { withoutForbidden } from '../package/escape-xml.ts'
import { childNamed, childrenNamed, parsePart } from '../package/xml.ts'
import { refuseTooMany } from '../refuse-too-many.ts'
import { decodeText } from '../text/decode-text.ts'
import { topicFromCategory } from './about-tags.ts'
import { textOf } from './moodle-texts.ts'
import { Pictures } from './pictures.ts'
import { readQuestion } from './read-question.ts'

/** Moodle's own XML. A category is no question; it says where the next ones belong. */
export function readMoodleXml({ bytes }: SourceFile, progress: Progress): ImportedFile {
  const written = decodeText(bytes)
  const text = mended(written)
  const linesAbove = written.slice(0, written.length - written.trimStart().length).split('\n').length
  const root = parsePart(new TextEncoder().encode(text))
  if (root.name !== 'quiz') throw new UnreadableFileError(reason('OTHER_FILE'))
  const lines = linesOfQuestions(text, linesAbove)
  const questions = childrenNamed(root, 'question')
  const pictures = new Pictures()
  const items: ImportedItem[] = []
  let topic: string[] = []
  for (const [index, question] of questions.entries()) {
    if (index % 200 === 0) progress(index, questions.length)
    const category = childNamed(question, 'category')
    if (question.attributes.type === 'category' || (category && !childNamed(question, 'questiontext'))) {
      topic = topicFromCategory(textOf(category))
      continue
    }
    const line = lines.length === questions.length ? ` (dòng ${lines[index]})` : ''
    items.push(readQuestion(question, `câu ${items.length + 1}${line}`, topic, pictures))
    refuseTooMany(items.length)
  }
  return { items, attachments: pictures.attachments }
}

/** What people's own scripts leave behind: an empty line on top, names of HTML that XML does not know, control characters. */
function mended(text: string): string {
  const named = text
    .trimStart()
    .replace(/&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,10};/g, (entity) =>
      decodeEntities(entity).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`),
    )
  return withoutForbidden(named)
}

/** The line of each <question>, those inside CDATA and comments left out. */
function linesOfQuestions(text: string, firstLine: number): number[] {
  const lines: number[] = []
  let line = firstLine
  let done = 0
  let at = text.indexOf('<')
  while (at >= 0) {
    const closing = text.startsWith('<![CDATA[', at) ? ']]>' : text.startsWith('<!--', at) ? '-->' : undefined
    if (closing === undefined && /^<question[\s>]/.test(text.slice(at, at + 10))) {
      for (let mark = text.indexOf('\n', done); mark >= 0 && mark < at; mark = text.indexOf('\n', mark + 1)) line += 1
      done = at
      lines.push(line)
    }
    const end = closing === undefined ? at : text.indexOf(closing, at)
    at = end < 0 ? -1 : text.indexOf('<', end + 1)
  }
  return lines
}
