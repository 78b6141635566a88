import type { QuestionContent } from '../question.ts'

/** Questions answered alike stand together, those that need the most room at the end. */
const parts: readonly { heading: string; types: readonly QuestionContent['type'][] }[] = [
  { heading: 'Câu trắc nghiệm chọn phương án', types: ['single-choice', 'multiple-choice'] },
  { heading: 'Câu trắc nghiệm đúng sai', types: ['true-false', 'four-statements'] },
  { heading: 'Câu trả lời ngắn', types: ['numeric', 'short-text', 'prediction', 'ordering', 'matching', 'cloze'] },
  { heading: 'Câu tự luận', types: ['essay'] },
]
const numerals = ['I', 'II', 'III', 'IV']

/** The questions in the parts that they make; a paper of one part only needs no heading. */
export function inParts<Question extends { content: QuestionContent }>(questions: readonly Question[]): { heading: string; questions: Question[] }[] {
  const used = parts
    .map(({ heading, types }) => ({ heading, questions: questions.filter(({ content }) => types.includes(content.type)) }))
    .filter((part) => part.questions.length > 0)
  return used.map(({ heading, questions: inside }, at) => ({
    heading: used.length === 1 ? '' : `PHẦN ${numerals[at]}. ${heading}`,
    questions: inside,
  }))
}
