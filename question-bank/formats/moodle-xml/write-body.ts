import type { Question } from '../../question.ts'
import { htmlFromRichText } from '../../rich-text/to-html.ts'
import { typedBody, weightsOf } from '../gift/gift-answers.ts'
import { escapeXml } from '../package/escape-xml.ts'
import { percentOf } from './choice-from-shares.ts'
import { type Pair, pairsOfStatements, statementsTag } from './matching-lists.ts'
import { textAsMoodleWrites } from './typed-answers.ts'
import { clozeHtml } from './write-cloze.ts'
import { cdata, type XmlElements } from './xml-elements.ts'

/** What a question is called in Moodle, its text where the answers stand inside it, what follows the common fields, and tags of ours. */
export type MoodleBody = { type: string; questionText?: string; inside: string; tags: string[] }

/** Undefined: Moodle's core has no such question. */
export function moodleBody(question: Question, xml: XmlElements): MoodleBody | undefined {
  const { optionFeedback = [] } = question
  const feedback = (option: number) => (optionFeedback[option] ? xml.rich('feedback', optionFeedback[option] as string, { isInline: true }) : '')
  const answer = (text: string, worth: number, option: number) =>
    xml.rich('answer', text, { attributes: ` fraction="${percentOf(worth)}"`, inside: feedback(option), isInline: true })
  const plainAnswer = (text: string, worth: number, option: number, more = '') =>
    `<answer fraction="${percentOf(worth)}"><text>${escapeXml(text)}</text>${more}${feedback(option)}</answer>`
  const body = typedBody(question)
  if (body.type === 'single-choice' || body.type === 'multiple-choice') {
    const { options, locked = [] } = body.content
    const isSingle = body.type === 'single-choice'
    const worths = isSingle
      ? (body.key.weightsThousandths ?? options.map((_option, index) => (index === body.key.correct ? 1_000 : 0)))
      : weightsOf(body.content, body.key)
    const isFixed = locked.length === options.length
    const settings = `<single>${isSingle}</single><shuffleanswers>${!isFixed}</shuffleanswers><answernumbering>ABCD</answernumbering>`
    return {
      type: 'multichoice',
      inside: settings + options.map((option, index) => answer(option, worths[index] as number, index)).join(''),
      tags: [],
    }
  }
  if (body.type === 'true-false') {
    const { isTrue } = body.key
    return { type: 'truefalse', inside: plainAnswer('true', isTrue ? 1_000 : 0, 0) + plainAnswer('false', isTrue ? 0 : 1_000, 1), tags: [] }
  }
  if (body.type === 'short-text') {
    const { accepted, hasWildcards, isCaseSensitive } = body.key
    const answers = accepted.map(({ text, worthThousandths }, index) => plainAnswer(textAsMoodleWrites(text, hasWildcards), worthThousandths, index))
    return { type: 'shortanswer', inside: `<usecase>${isCaseSensitive ? 1 : 0}</usecase>${answers.join('')}`, tags: [] }
  }
  if (body.type === 'numeric') {
    const { unit } = body.content
    const answers = body.key.accepted.map(({ value, tolerance = '0', worthThousandths }, index) =>
      plainAnswer(value, worthThousandths, index, `<tolerance>${tolerance}</tolerance>`),
    )
    const units = unit === undefined ? '' : `<units><unit><multiplier>1</multiplier><unit_name>${escapeXml(unit)}</unit_name></unit></units>`
    return { type: 'numerical', inside: answers.join('') + units, tags: [] }
  }
  if (body.type === 'matching') {
    const { left, right } = body.content
    const pairs = left.map((text, index): Pair => ({ left: text, right: right[body.key.rightOf[index] as number] as string }))
    const spare = right.filter((_text, index) => !body.key.rightOf.includes(index)).map((text): Pair => ({ left: '', right: text }))
    return { type: 'matching', inside: pairsXml([...pairs, ...spare], xml), tags: [] }
  }
  if (body.type === 'four-statements')
    return { type: 'matching', inside: pairsXml(pairsOfStatements(body.content.statements, body.key.truths), xml), tags: [statementsTag] }
  if (body.type === 'ordering') {
    const { items, scoring } = body.content
    const answers = body.key.order.map((item, place) =>
      xml.rich('answer', items[item] as string, { attributes: ` fraction="${place + 1}"`, isInline: true }),
    )
    return {
      type: 'ordering',
      inside: `<gradingtype>${scoring === 'all-or-nothing' ? 'ALL_OR_NOTHING' : 'ABSOLUTE_POSITION'}</gradingtype>${answers.join('')}`,
      tags: [],
    }
  }
  if (body.type === 'essay') {
    const { mostWords } = body.content
    const limit = mostWords === undefined ? '' : `<maxwordlimit>${mostWords}</maxwordlimit>`
    return {
      type: 'essay',
      inside: `<responseformat>editor</responseformat>${limit}${body.key.guide === undefined ? '' : xml.rich('graderinfo', body.key.guide)}`,
      tags: [],
    }
  }
  if (body.type === 'cloze') {
    const { content } = body
    const html = clozeHtml(htmlFromRichText(content.stem, xml.shown), content, body.key, (text) => xml.inlineHtml(text))
    const files = xml.files([content.stem, ...content.gaps.flatMap((gap) => (gap.kind === 'choice' ? gap.options : []))])
    return { type: 'cloze', questionText: `<questiontext format="html"><text>${cdata(html)}</text>${files}</questiontext>`, inside: '', tags: [] }
  }
  return undefined
}

/** The right side of a pair is shown in a list: words, and HTML only where looks matter. */
function pairsXml(pairs: readonly Pair[], xml: XmlElements): string {
  return pairs
    .map(({ left, right }) =>
      xml.rich('subquestion', left, {
        inside: `<answer format="html"><text>${cdata(xml.inlineHtml(right))}</text>${xml.files([right])}</answer>`,
        isInline: true,
      }),
    )
    .join('')
}
