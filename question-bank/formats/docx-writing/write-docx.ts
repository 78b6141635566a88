import { answerLines } from '../../printing/answer-lines.ts'
import { answerSpace } from '../../printing/answer-space.ts'
import { printQuestion } from '../../printing/print-question.ts'
import { authorsOrder } from '../../types/question-type.ts'
import { questionTypeOf } from '../../types/question-types.ts'
import { readDocx } from '../docx/read-docx.ts'
import type { Bank, WrittenFile } from '../format.ts'
import { lossesOf } from '../read-back.ts'
import { docxPackage } from './docx-package.ts'
import { misreadIn } from './misread-keys.ts'
import { createRichWriter } from './rich-runs.ts'
import { paragraph, textRun } from './word-xml.ts'

const title = 'Ngân hàng câu hỏi'

type DocxSettings = { hasKeys: boolean }

/** For people who read the bank once a year; most of it can be read back. A key that would be read back as another one is written for people alone. */
export function writeDocx(bank: Bank, { hasKeys }: DocxSettings = { hasKeys: true }): WrittenFile {
  if (!hasKeys) return { bytes: documentOf(bank, new Set(), hasKeys), losses: [] }
  const forPeople = new Set<number>()
  for (;;) {
    const bytes = documentOf(bank, forPeople)
    const readBack = readDocx({ name: 'bank.docx', bytes }, () => {})
    const misread = misreadIn(bank.questions, readBack).filter((question) => !forPeople.has(question))
    if (misread.length === 0) return { bytes, losses: lossesOf(bank.questions, [...bank.questions.keys()], readBack) }
    for (const question of misread) forPeople.add(question)
  }
}

function documentOf({ questions, attachments }: Bank, forPeople: ReadonlySet<number>, hasKeys = true): Uint8Array {
  const rich = createRichWriter(attachments)
  const body = questions.map((question, index) => {
    const orders = authorsOrder(questionTypeOf(question.content).shuffledLists(question.content))
    const printed = printQuestion(question.content, { rich, number: index + 1, orders, isCompact: !hasKeys })
    if (!hasKeys) return printed + answerSpace(question.content)
    return printed + answerLines(question, orders, rich, forPeople.has(index))
  })
  const heading = paragraph(textRun(title.toLocaleUpperCase('vi'), { strong: true, size: 14 }), { align: 'center' })
  const end = paragraph(textRun('HẾT', { strong: true }), { align: 'center', spaceBefore: 240 })
  return docxPackage(heading + body.join('') + end, rich.pictures, { footer: title })
}
