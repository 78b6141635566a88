import { paragraph, table, textRun } from '../formats/docx-writing/word-xml.ts'
import type { QuestionContent } from '../question.ts'
import { boxCharacters } from '../types/numeric.ts'

const lines = (count: number) => Array.from({ length: count }, () => paragraph('', { isRuledBelow: true, spaceBefore: 120 })).join('')

const unit = (name: string | undefined) => (name === undefined ? '' : ` ${name}`)

/** Where an entrant writes what cannot be ticked. */
export function answerSpace(content: QuestionContent): string {
  switch (content.type) {
    case 'true-false':
      return paragraph(textRun('☐ Đúng        ☐ Sai'), { indentTwips: 284 })
    case 'numeric':
      if (!content.hasBox) return paragraph(textRun(`Trả lời: ..............................${unit(content.unit)}`), { indentTwips: 284 })
      return table([new Array<string>(boxCharacters).fill(paragraph(''))], new Array<number>(boxCharacters).fill(420), { isRuled: true })
    case 'prediction':
      return paragraph(textRun(`Trả lời: ..............................${unit(content.unit)}`), { indentTwips: 284 })
    case 'short-text':
      return paragraph(textRun('Trả lời: ..............................................................'), { indentTwips: 284 })
    case 'ordering':
      return paragraph(textRun('Thứ tự: ..............................'), { indentTwips: 284 })
    case 'matching':
      return paragraph(textRun('Ghép: ..............................'), { indentTwips: 284 })
    case 'essay':
      return lines(content.mostWords === undefined ? 8 : Math.min(30, Math.max(3, Math.ceil(content.mostWords / 14))))
    default:
      return ''
  }
}
