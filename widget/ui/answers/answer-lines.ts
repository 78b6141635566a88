import type { PublicQuestion } from '../../../server/contract/questions.ts'

type Truths = { true: string; false: string }
const letterOf = (place: number) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.charAt(place)
const numbersIn = (answer: string) => answer.split(',').map(Number)

/** An answer as it is sent, in the words of its question: a line for each of its parts. */
export function answerLines(question: PublicQuestion, answer: string, truths: Truths): string[] {
  const truthOf = (letter: string | undefined) => (letter === 'T' ? truths.true : letter === 'F' ? truths.false : '—')
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
      return numbersIn(answer).map((place) => `${letterOf(place)}. ${question.options[place] ?? ''}`)
    case 'true-false':
      return [truthOf(answer)]
    case 'four-statements':
      return question.statements.map((statement, place) => `${letterOf(place).toLowerCase()}) ${statement}: ${truthOf(answer[place])}`)
    case 'ordering':
      return numbersIn(answer).map((item, place) => `${place + 1}. ${question.items[item] ?? ''}`)
    case 'matching':
      return answer.split(',').map((right, place) => `${question.left[place] ?? ''} → ${question.right[Number(right)] ?? '—'}`)
    case 'cloze':
      return gapsIn(answer).map((text, gap) => {
        const asked = question.gaps[gap]
        return `(${gap + 1}) ${asked?.kind === 'choice' ? (asked.options[Number(text)] ?? '—') : text || '—'}`
      })
    case 'numeric':
    case 'prediction':
      return [question.unit === undefined ? answer : `${answer} ${question.unit}`]
    default:
      return [answer]
  }
}

function gapsIn(answer: string): string[] {
  try {
    const read: unknown = JSON.parse(answer)
    return Array.isArray(read) ? read.map(String) : [answer]
  } catch {
    return [answer]
  }
}
