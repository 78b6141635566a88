import type { Controls } from '../question-control.tsx'
import { Cloze } from './cloze.tsx'
import { FourStatements } from './four-statements.tsx'
import { Matching } from './matching.tsx'
import { MultipleChoice } from './multiple-choice.tsx'
import { Ordering } from './ordering.tsx'
import { TrueFalse } from './true-false.tsx'
import { Essay, Numeric, Prediction, ShortText } from './typed-controls.tsx'

/** Fetched only when a paper holds a question that is not single choice. */
export const otherControls = {
  'multiple-choice': MultipleChoice,
  'true-false': TrueFalse,
  'four-statements': FourStatements,
  numeric: Numeric,
  'short-text': ShortText,
  ordering: Ordering,
  matching: Matching,
  cloze: Cloze,
  essay: Essay,
  prediction: Prediction,
} satisfies Controls
