import type { Paper } from '../../../question-bank/paper.ts'
import type { PublicQuestion } from '../../contract/questions.ts'
import type { PaperMaterial } from '../contests/contests-service.ts'

/** The paper as its reader sees it: texts in displayed order, no ids, no keys. */
export function displayPaper(paper: Paper, { revisions }: PaperMaterial): PublicQuestion[] {
  return paper.map(({ revisionId, optionOrder }) => {
    const content = revisions.get(revisionId)?.content
    if (!content) throw new Error(`revision ${revisionId} is on a paper but not in the bank`)
    return { type: content.type, stem: content.stem, options: optionOrder.map((option) => content.options[option] as string) }
  })
}
