import { type ImportedItem, UnreadableFileError } from '../../imported-item.ts'
import { answerLines, type Manner } from '../../printing/answer-lines.ts'
import { answerSpace } from '../../printing/answer-space.ts'
import { printQuestion } from '../../printing/print-question.ts'
import { authorsOrder } from '../../types/question-type.ts'
import { questionTypeOf } from '../../types/question-types.ts'
import { readDocx } from '../docx/read-docx.ts'
import type { Bank, WrittenFile } from '../format.ts'
import { lossesOf } from '../read-back.ts'
import { docxPackage } from './docx-package.ts'
import { createRichWriter } from './rich-runs.ts'
import { alignItems, asWordSaysIt, inReadersOrder, plainlyRead, saysAnother } from './same-meaning.ts'
import { paragraph, textRun } from './word-xml.ts'

const title = 'Ngân hàng câu hỏi'
const tooLarge = 'tệp quá lớn để nhập lại một lần: hãy xuất thành nhiều tệp nhỏ hơn'

type DocxSettings = { hasKeys: boolean }

/**
 * For people who read the bank once a year, and to be read back. What would not be read back as it is says more of itself; what would be taken for
 * another key even so is written for people alone.
 */
export function writeDocx(bank: Bank, { hasKeys }: DocxSettings = { hasKeys: true }): WrittenFile {
  if (!hasKeys) return { bytes: documentOf(bank, undefined).bytes, losses: [] }
  const questions = bank.questions.map(inReadersOrder)
  const manners = questions.map((): Manner => 'natural')
  for (;;) {
    const { bytes, starts } = documentOf({ ...bank, questions }, manners)
    const readBack = readAgain(bytes)
    if (!readBack) return { bytes, losses: [{ what: tooLarge, questions: [...questions.keys()] }] }
    const items = alignItems(readBack, starts)
    let isChanged = false
    for (const [at, question] of questions.entries()) {
      const manner = manners[at]
      const next: Manner | undefined =
        manner === 'natural' && !plainlyRead(question, items[at])
          ? 'explicit'
          : manner === 'explicit' && saysAnother(question, items[at])
            ? 'for-people'
            : undefined
      if (next === undefined) continue
      manners[at] = next
      isChanged = true
    }
    if (!isChanged) return { bytes, losses: lossesOf(questions, [...questions.keys()], { items, attachments: [] }, asWordSaysIt) }
  }
}

/** Undefined: people can read it, but it is more than a reader takes at once. */
function readAgain(bytes: Uint8Array): readonly ImportedItem[] | undefined {
  try {
    return readDocx({ name: 'bank.docx', bytes }, () => {}).items
  } catch (error) {
    if (error instanceof UnreadableFileError) return undefined
    throw error
  }
}

/** Without manners: without keys. `starts` tells with which paragraph each question begins. */
function documentOf({ questions, attachments }: Bank, manners: readonly Manner[] | undefined): { bytes: Uint8Array; starts: number[] } {
  const rich = createRichWriter(attachments)
  const heading = paragraph(textRun(title.toLocaleUpperCase('vi'), { strong: true, size: 14 }), { align: 'center' })
  const starts: number[] = []
  let paragraphs = paragraphsIn(heading)
  const body = questions.map((question, index) => {
    const orders = authorsOrder(questionTypeOf(question.content).shuffledLists(question.content))
    const printed = printQuestion(question.content, { rich, number: index + 1, orders, isCompact: !manners })
    const written = printed + (manners ? answerLines(question, orders, rich, manners[index] as Manner) : answerSpace(question.content))
    starts.push(paragraphs + 1)
    paragraphs += paragraphsIn(written)
    return written
  })
  const end = paragraph(textRun('HẾT', { strong: true }), { align: 'center', spaceBefore: 240 })
  return { bytes: docxPackage(heading + body.join('') + end, rich.pictures, { footer: title }), starts }
}

/** Those in cells are counted by their table. */
function paragraphsIn(xml: string): number {
  return xml.replace(/<w:tbl>.*?<\/w:tbl>/gs, '').split('<w:p>').length - 1
}
