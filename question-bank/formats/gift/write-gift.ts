import type { Question } from '../../question.ts'
import { plainTextOf, richTextFromPlain } from '../../rich-text/plain-text.ts'
import { type AttachmentAt, inlineHtmlFromRichText } from '../../rich-text/to-html.ts'
import { questionTypeOf } from '../../types/question-types.ts'
import type { Bank, WrittenFile } from '../format.ts'
import { categoryFromTopic, tagsFor } from '../moodle-xml/about-tags.ts'
import { lossesOf } from '../read-back.ts'
import { giftAnswers } from './gift-answers.ts'
import { escapeGift } from './gift-signs.ts'
import { looksLikeHtml } from './gift-texts.ts'
import { readGift } from './read-gift.ts'

/** What GIFT has words for. Pictures travel inside their texts. */
export function writeGift({ questions, attachments }: Bank): WrittenFile {
  const shown = new Map(
    attachments.map(({ digest, mediaType, bytes }) => [
      digest,
      { address: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`, isAudio: mediaType.startsWith('audio/') },
    ]),
  )
  const written: number[] = []
  const parts: string[] = []
  let topic = ''
  for (const [index, question] of questions.entries()) {
    const text = giftOf(question, (digest) => shown.get(digest))
    if (text === undefined) continue
    const category = categoryFromTopic(question.topic ?? [])
    if (category !== (topic || categoryFromTopic([]))) parts.push(`$CATEGORY: ${escapeGift(category)}`)
    topic = category
    written.push(index)
    parts.push(text)
  }
  const bytes = new TextEncoder().encode(`${parts.join('\n\n')}\n`)
  return {
    bytes,
    losses: lossesOf(
      questions,
      written,
      readGift({ name: 'bank.gift', bytes }, () => {}),
    ),
  }
}

function giftOf(question: Question, attachmentAt: AttachmentAt): string | undefined {
  const { content, explanation, optionFeedback, name } = question
  const texts = [...questionTypeOf(content).texts(content), explanation ?? '', ...(optionFeedback ?? []).map((text) => text ?? '')]
  const isHtml = texts.some((text) => !isPlain(text))
  const say = (text: string) => {
    const said = escapeGift(isHtml ? inlineHtmlFromRichText(text, attachmentAt) : plainSource(text))
    return said.startsWith('[') ? `[${isHtml ? 'html' : 'moodle'}]${said}` : said
  }
  const answers = giftAnswers(question, say)
  if (answers === undefined) return undefined
  const tags = tagsFor({ ...question, tags: [...(question.tags ?? []), ...answers.tags] })
  const comment = tags.length === 0 ? '' : `// ${tags.map((tag) => `[tag:${tag.replace(/[\\\]]/g, '\\$&')}]`).join(' ')}\n`
  const title = name === undefined ? '' : `::${escapeGift(name)}::`
  const stem = say(content.stem)
  const general = explanation === undefined ? '' : `\n\t####${say(explanation)}`
  return `${comment}${title}${isHtml && !stem.startsWith('[html]') ? '[html]' : ''}${stem} {${answers.lines}${general}${general || answers.lines.includes('\n') ? '\n' : ''}}`
}

/** Whether a text says the same when it is read as typed by hand. */
function isPlain(text: string): boolean {
  const source = plainSource(text)
  return richTextFromPlain(source) === text && !looksLikeHtml(source) && !/^\s*\/\//m.test(source)
}

/** Formulas in the way Moodle shows them. */
function plainSource(text: string): string {
  return plainTextOf(text)
}
