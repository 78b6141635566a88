import { h, type VNode } from 'preact'
import { drawTree } from '../../../question-bank/rich-text/math-tree.ts'
import { mathmlOf } from '../../../question-bank/rich-text/tex-to-mathml.ts'
import type { FormulaProps } from './formula.tsx'

/** A formula as MathML, or as its source where it is beyond what can be drawn. */
export function DrawnFormula({ tex, isDisplayed }: FormulaProps) {
  const formula = mathmlOf(tex, isDisplayed)
  return formula ? drawTree<VNode>(formula, (tag, attributes, inside) => h(tag, attributes, inside)) : <code>{tex}</code>
}
