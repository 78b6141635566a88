import { answerLines } from '../../printing/answer-lines.ts'
import { printQuestion } from '../../printing/print-question.ts'
import type { Question } from '../../question.ts'
import { authorsOrder } from '../../types/question-type.ts'
import { questionTypeOf } from '../../types/question-types.ts'
import type { Bank, Loss, WrittenFile } from '../format.ts'
import { canBePrinted, docxPackage } from './docx-package.ts'
import { createRichWriter } from './rich-runs.ts'
import { paragraph, textRun } from './word-xml.ts'

export type DocxSettings = { title: string; hasKeys: boolean }

/** For people who read the bank once a year; with keys it can be read back. */
export function writeDocx(bank: Bank, { title, hasKeys }: DocxSettings = { title: 'Ngân hàng câu hỏi', hasKeys: true }): WrittenFile {
  const rich = createRichWriter(bank.attachments)
  const questions = bank.questions.map((question, index) => {
    const orders = authorsOrder(questionTypeOf(question.content).shuffledLists(question.content))
    const body = printQuestion(question.content, { rich, number: index + 1, orders, isCompact: false })
    return body + (hasKeys ? answerLines(question, orders, rich) : '')
  })
  const heading = paragraph(textRun(title.toLocaleUpperCase('vi'), { strong: true, size: 14 }), { align: 'center' })
  const end = paragraph(textRun('HẾT', { strong: true }), { align: 'center', spaceBefore: 240 })
  return { bytes: docxPackage(heading + questions.join('') + end, rich.pictures, { footer: title }), losses: hasKeys ? lossesOf(bank) : [] }
}

/** What a reader of the document sees but a program that reads it back does not. */
function lossesOf({ questions, attachments }: Bank): Loss[] {
  const where = (isLost: (question: Question) => boolean) => questions.flatMap((question, index) => (isLost(question) ? [index] : []))
  const unprinted = attachments.filter((attachment) => !canBePrinted(attachment)).map(({ digest }) => digest)
  const losses: Loss[] = [
    {
      what: 'loại câu sắp xếp, ghép nối, điền khuyết, dự đoán: chỉ để đọc, không nhập lại được từ Word',
      questions: where(({ content }) => ['ordering', 'matching', 'cloze', 'prediction'].includes(content.type)),
    },
    { what: 'nhận xét cho từng phương án', questions: where(({ optionFeedback }) => optionFeedback !== undefined) },
    { what: 'tên câu hỏi', questions: where(({ name }) => name !== undefined) },
    {
      what: 'hình hoặc âm thanh mà Word không hiện được',
      questions: where((question) =>
        questionTypeOf(question.content)
          .texts(question.content)
          .some((text) => unprinted.some((digest) => text.includes(digest))),
      ),
    },
    {
      what: 'điểm riêng của từng phương án hoặc câu trả lời',
      questions: where(({ key }) => JSON.stringify(key).includes('weightsThousandths') || /"worthThousandths":(?!1000\b)/.test(JSON.stringify(key))),
    },
  ]
  return losses.filter((loss) => loss.questions.length > 0)
}
