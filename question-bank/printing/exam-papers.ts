import { docxPackage } from '../formats/docx-writing/docx-package.ts'
import { createRichWriter } from '../formats/docx-writing/rich-runs.ts'
import { paragraph, table, textRun } from '../formats/docx-writing/word-xml.ts'
import type { Bank } from '../formats/format.ts'
import { percentOf, withComma } from '../formats/layout/quoted-keys.ts'
import type { Question } from '../question.ts'
import { createSeededRandom, shuffledStart } from '../seeded-random.ts'
import { shuffleAround } from '../shuffle-around.ts'
import { authorsOrder, type Orders } from '../types/question-type.ts'
import { questionTypeOf } from '../types/question-types.ts'
import { answerSpace } from './answer-space.ts'
import { inParts } from './parts-of-paper.ts'
import { printQuestion } from './print-question.ts'
import { printedKey } from './printed-key.ts'

export type ExamSettings = {
  title: string
  /** Who holds the exam: lines above the title, left. */
  organizer: string
  durationMinutes?: number
  /** "Mã đề": one paper for each. */
  codes: readonly string[]
  /** Whoever knows it can make the same papers again. */
  seed: Uint8Array
  shuffleQuestions: boolean
  shuffleOptions: boolean
}
export type PrintedExam = { papers: { code: string; bytes: Uint8Array }[]; keySheet: Uint8Array }

/** The heading stands above the first question of a part. */
type Placed = { question: Question; orders: Orders; heading: string }

/** The same questions in another order for each code, and one sheet with all keys, kept apart from the papers. */
export function printExam(bank: Bank, settings: ExamSettings): PrintedExam {
  const papers = settings.codes.map((code) => ({ code, placed: placeQuestions(bank.questions, code, settings) }))
  return {
    papers: papers.map(({ code, placed }) => ({ code, bytes: printPaper(bank, code, placed, settings) })),
    keySheet: printKeySheet(papers, settings),
  }
}

function placeQuestions(questions: readonly Question[], code: string, { seed, shuffleQuestions, shuffleOptions }: ExamSettings): Placed[] {
  const byQuestion = createSeededRandom(seed, `printed questions ${code}`)
  const random = createSeededRandom(seed, `printed options ${code}`)
  return inParts(questions).flatMap(({ heading, questions: inside }) => {
    const order = shuffleQuestions ? shuffledStart(inside.length, inside.length, byQuestion) : [...inside.keys()]
    return Array.from(order, (index, place) => {
      const question = inside[index] as Question
      const lists = questionTypeOf(question.content).shuffledLists(question.content)
      const orders = shuffleOptions ? lists.map(({ size, locked }) => shuffleAround(size, locked, random)) : authorsOrder(lists)
      return { question, orders, heading: place === 0 ? heading : '' }
    })
  })
}

function printPaper(bank: Bank, code: string, placed: readonly Placed[], settings: ExamSettings): Uint8Array {
  const rich = createRichWriter(bank.attachments)
  const questions = placed.map(({ question: { content }, orders, heading }, index) => {
    const body = printQuestion(content, { rich, number: index + 1, orders, isCompact: true })
    const above = heading === '' ? '' : paragraph(textRun(heading, { strong: true }), { spaceBefore: 240, staysWithNext: true })
    return above + body + answerSpace(content)
  })
  const end = paragraph(textRun('---------- HẾT ----------', { strong: true }), { align: 'center', spaceBefore: 240 })
  const body = head(settings, [`Mã đề: ${code}`], `(Đề gồm ${placed.length} câu)`) + personLines() + questions.join('') + end
  return docxPackage(body, rich.pictures, { footer: `Mã đề ${code}` })
}

function head({ title, organizer, durationMinutes }: ExamSettings, right: readonly string[], below = ''): string {
  const centred = (text: string, strong = true) => paragraph(textRun(text, { strong }), { align: 'center' })
  const duration = durationMinutes === undefined ? [] : [centred(`Thời gian làm bài: ${durationMinutes} phút`, false)]
  const rightSide = [centred(title.toLocaleUpperCase('vi')), ...duration, ...right.map((line) => centred(line))].join('')
  const leftSide = centred(organizer.toLocaleUpperCase('vi')) + (below === '' ? '' : centred(below, false))
  return table([[leftSide, rightSide]], [4_200, 5_500], { isRuled: false })
}

function personLines(): string {
  const dots = (count: number) => '.'.repeat(count)
  return paragraph(textRun(`Họ và tên: ${dots(60)} Đơn vị: ${dots(40)}`), { spaceBefore: 120 })
}

/** One column for each code, one row for each number. */
function printKeySheet(papers: readonly { code: string; placed: readonly Placed[] }[], settings: ExamSettings): Uint8Array {
  const cell = (text: string, strong = false) => paragraph(textRun(text, { strong }), { align: 'center' })
  const count = Math.max(0, ...papers.map(({ placed }) => placed.length))
  const header = [cell('Câu', true), ...papers.map(({ code }) => cell(`Mã ${code}`, true))]
  const rows = Array.from({ length: count }, (_, number) => [
    cell(String(number + 1), true),
    ...papers.map(({ placed }) => {
      const one = placed[number]
      return cell(one === undefined ? '' : keyForGraders(one))
    }),
  ])
  const width = Math.floor(8_900 / Math.max(1, papers.length))
  const sheet = table([header, ...rows], [800, ...papers.map(() => width)], { isRuled: true, hasHeader: true })
  return docxPackage(head(settings, ['BẢNG ĐÁP ÁN']) + paragraph('') + sheet, [], { footer: 'Đáp án – không phát cho thí sinh' })
}

/** What earns a part of the points stands behind what earns all of them. An asterisk says nothing to who marks by hand. */
function keyForGraders({ question, orders }: Placed): string {
  if (question.content.type === 'prediction') return '(không chấm điểm)'
  if (question.content.type === 'essay') return '(chấm tay)'
  const key = [printedKey(question, orders), ...partlyRight(question)].join('; ')
  return 'hasWildcards' in question.key && question.key.hasWildcards ? key.replaceAll('*', '…') : key
}

function partlyRight({ key }: Question): string[] {
  if (!('accepted' in key)) return []
  return key.accepted.flatMap((one) =>
    one.worthThousandths === 1_000 ? [] : [`${'text' in one ? one.text : withComma(one.value)} (${percentOf(one.worthThousandths)})`],
  )
}
