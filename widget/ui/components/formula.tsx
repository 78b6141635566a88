import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export type FormulaProps = { tex: string; isDisplayed: boolean }

let drawing: ComponentType<FormulaProps> | undefined

/** The source can be read at once, and everywhere; engines that know MathML are given the drawing as soon as it has come. */
export function Formula(props: FormulaProps) {
  const [Drawn, setDrawn] = useState(() => drawing)
  useEffect(() => {
    if (Drawn || !('MathMLElement' in window)) return
    let isWanted = true
    import('./drawn-formula.tsx').then(
      ({ DrawnFormula }) => {
        drawing = DrawnFormula
        if (isWanted) setDrawn(() => DrawnFormula)
      },
      // the line broke: the source stays
      () => {},
    )
    return () => {
      isWanted = false
    }
  }, [Drawn])
  return Drawn ? <Drawn {...props} /> : <code>{props.tex}</code>
}
