import type { BlueprintCell, QuestionChoice } from '../../server/contract/blueprints.ts'
import { questionTypeOf } from '../types/question-types.ts'
import { type Chooser, chooser } from './choose-questions.ts'

/** What one pool needs: a cell, or one sub-pool of a cell. A sub-pool is a pool of its own from which one question is drawn. */
export type Demand = {
  poolId: string
  cellId: string
  subPool?: number
  draw: number
  pointsThousandths: number
  chooser: Chooser
}

export function demandsOf(cells: readonly BlueprintCell[]): Demand[] {
  return cells.flatMap((cell): Demand[] => {
    const { id: cellId, pointsThousandths } = cell
    if ('from' in cell) return [{ poolId: cellId, cellId, draw: cell.draw, pointsThousandths, chooser: fairChooser(cell.from, pointsThousandths) }]
    return cell.oneFromEach.map((choice, subPool) => ({
      poolId: `${cellId}/${subPool + 1}`,
      cellId,
      subPool,
      draw: 1,
      pointsThousandths,
      chooser: fairChooser(choice, pointsThousandths),
    }))
  })
}

/** Points that nobody can earn would make full marks impossible: what is never scored stands only where nothing is given for it. */
function fairChooser(choice: QuestionChoice, pointsThousandths: number): Chooser {
  const { listed, fits } = chooser(choice)
  return { listed, fits: (kind) => fits(kind) && (pointsThousandths === 0 || questionTypeOf(kind).gradedBy !== 'nobody') }
}

/** More questions than this are no paper that anybody sits. */
const mostQuestions = 500

export type BlueprintFault = { cell?: number; fault: 'SAME_ID' | 'TOO_MANY_QUESTIONS' | 'PREDICTION_WITH_POINTS' }

/** What is wrong with a blueprint whatever the bank holds. */
export function blueprintFaults(cells: readonly BlueprintCell[]): BlueprintFault[] {
  const ids = cells.map(({ id }) => id)
  const faults: BlueprintFault[] = []
  for (const [cell, id] of ids.entries()) if (ids.indexOf(id) < cell) faults.push({ cell, fault: 'SAME_ID' })
  const count = demandsOf(cells).reduce((sum, { draw }) => sum + draw, 0)
  if (count > mostQuestions) faults.push({ fault: 'TOO_MANY_QUESTIONS' })
  for (const [cell, { pointsThousandths, ...rest }] of cells.entries()) {
    const choices = 'from' in rest ? [rest.from] : rest.oneFromEach
    if (pointsThousandths > 0 && choices.some(({ types }) => types?.includes('prediction'))) faults.push({ cell, fault: 'PREDICTION_WITH_POINTS' })
  }
  return faults
}
