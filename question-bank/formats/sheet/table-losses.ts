import type { ImportedFile } from '../../imported-item.ts'
import type { Question } from '../../question.ts'
import { parseRichText } from '../../rich-text/parse-rich-text.ts'
import { attachmentsIn } from '../../rich-text/plain-text.ts'
import { writeRichText } from '../../rich-text/write-rich-text.ts'
import { canonicalDecimal } from '../../types/decimal.ts'
import { hideOrder } from '../../types/hidden-order.ts'
import { questionTypeOf } from '../../types/question-types.ts'
import type { Loss } from '../format.ts'

/** What a written table does not say: it is read back, and whatever does not come back the same is named. */
export function tableLosses(questions: readonly Question[], readBack: () => ImportedFile): Loss[] {
  const items = questions.length === 0 ? [] : readBack().items
  const isWhole = items.length === questions.length
  const touched = new Map<string, number[]>()
  questions.forEach((question, index) => {
    const item = items[index]
    const back = isWhole && item?.state === 'good' ? item.question : undefined
    if (back && canonical(back) === canonical(question)) return
    for (const what of featuresLost(question, back)) touched.set(what, [...(touched.get(what) ?? []), index])
  })
  return [...touched].map(([what, list]) => ({ what, questions: list }))
}

function featuresLost(question: Question, back: Question | undefined): string[] {
  const { content, key, optionFeedback, explanation = '' } = question
  const texts = [...questionTypeOf(content).texts(content), explanation]
  const kinds = new Set(
    texts.flatMap((text) => [...JSON.stringify(parseRichText(text)).matchAll(/"kind":"([a-z]+)"/g)].map(([, kind]) => kind as string)),
  )
  const backTexts = back ? [...questionTypeOf(back.content).texts(back.content), back.explanation ?? ''] : []
  const pictures = texts.flatMap(attachmentsIn)
  const keptPictures = new Set(backTexts.flatMap(attachmentsIn))
  const found = [
    ...('weightsThousandths' in key && key.weightsThousandths ? ['tỉ lệ điểm riêng của từng phương án'] : []),
    ...(optionFeedback?.some((one) => one !== null) ? ['nhận xét riêng cho từng phương án'] : []),
    ...(/"worthThousandths":(?!1000\b)/.test(JSON.stringify(key)) ? ['đáp án được tính một phần điểm'] : []),
    ...(content.type === 'cloze' && /"(?:hasWildcards|isCaseSensitive|ignoresDiacritics)":true/.test(JSON.stringify(key))
      ? ['cách so chữ riêng của chỗ trống']
      : []),
    ...(kinds.has('table') ? ['bảng trong nội dung (ghi thành từng dòng chữ)'] : []),
    ...(kinds.has('code') ? ['kiểu chữ của đoạn mã'] : []),
    ...(pictures.some((digest) => !keptPictures.has(digest)) ? ['hình ảnh hoặc âm thanh'] : []),
  ]
  if (found.length === 0 && back === undefined) return ['cách ghi của câu (khi đọc lại tệp, câu này cần xem lại)']
  return found.length > 0 ? found : ['một phần định dạng hoặc cách ghi của câu']
}

/** Two writings of one question become one: numbers, the stored order where it tells nothing, rich texts. */
function canonical(question: Question): string {
  const rich = (text: string) => writeRichText(parseRichText(text)).normalize('NFC')
  const { content, key } = withHiddenOrder({ content: questionTypeOf(question.content).mapTexts(question.content, rich), key: question.key })
  const { explanation, optionFeedback, ...about } = question
  const said = {
    ...about,
    content,
    key,
    ...(explanation === undefined || explanation === '' ? {} : { explanation: rich(explanation) }),
    ...(optionFeedback?.some((one) => one !== null) ? { optionFeedback } : {}),
  }
  return JSON.stringify(sorted(said))
}

function withHiddenOrder(pair: Pick<Question, 'content' | 'key'>): Pick<Question, 'content' | 'key'> {
  const { content, key } = pair
  if (content.type === 'ordering' && 'order' in key) {
    const { entries, placeOf } = hideOrder(content.items)
    return { content: { ...content, items: entries }, key: { order: key.order.map((item) => placeOf[item] as number) } }
  }
  if (content.type === 'matching' && 'rightOf' in key) {
    const { entries, placeOf } = hideOrder(content.right)
    return { content: { ...content, right: entries }, key: { rightOf: key.rightOf.map((entry) => placeOf[entry] as number) } }
  }
  if (content.type === 'multiple-choice' && 'correct' in key && Array.isArray(key.correct))
    return { content, key: { ...key, correct: [...key.correct].sort((a, b) => a - b) } }
  return pair
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(
      ([name, one]) =>
        one !== undefined &&
        one !== false &&
        !(name === 'locked' && Array.isArray(one) && one.length === 0) &&
        !(Array.isArray(one) && one.length === 0),
    )
    .map(
      ([name, one]) =>
        [
          name,
          (name === 'value' || name === 'tolerance') && typeof one === 'string'
            ? (canonicalDecimal(one) ?? one)
            : typeof one === 'string'
              ? one.normalize('NFC')
              : sorted(one),
        ] as const,
    )
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
