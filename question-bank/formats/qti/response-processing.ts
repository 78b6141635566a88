import type { ResponseDeclaration } from './declarations.ts'
import { descendants, elementsIn, firstIn, type QtiElement, wordIn } from './qti-element.ts'
import { evaluate, type Scope } from './scoring-expressions.ts'
import { NotUnderstoodError, numberOf, refuse, scalarOf, type Value } from './scoring-values.ts'

/** Words that a candidate might send for each response. */
export type Responses = ReadonlyMap<string, readonly string[]>
/** What the file itself gives for an answer; undefined where its rules are not understood. */
export type FileScore = (responses: Responses) => number | undefined

/** The rules by which a file scores itself. Undefined: it has none, so the right response that it names is all it says. */
export function scoringOf(item: QtiElement, declarations: ReadonlyMap<string, ResponseDeclaration>): FileScore | undefined {
  const processing = firstIn(item, 'responseProcessing')
  if (!processing) return undefined
  const rules = elementsIn(processing)
  const template = /(match_correct|map_response)(?:\.xml)?$/i.exec(processing.attributes.template ?? '')?.[1]?.toLowerCase()
  if (rules.length === 0) {
    if (processing.attributes.template === undefined) return undefined
    return template === undefined ? () => undefined : byTemplate(template, declarations)
  }
  const setsScore = (element: QtiElement) => /^(?:set|lookup)OutcomeValue$/.test(element.name) && element.attributes.identifier === 'SCORE'
  if (descendants(processing, setsScore).length === 0 && elementsIn(item, 'outcomeDeclaration').every(isFeedback)) return undefined
  return understood((responses) => {
    const scope: Scope = { declarations, responses, outcomes: outcomesOf(item) }
    run(rules, scope, item)
    return numberOf(scope.outcomes.get('SCORE') ?? null)
  })
}

/** The templates speak of one response; where an item has several, each is scored so. */
function byTemplate(template: string, declarations: ReadonlyMap<string, ResponseDeclaration>): FileScore {
  const name = template === 'match_correct' ? 'match' : 'mapResponse'
  return understood((responses) => {
    const scope: Scope = { declarations, responses, outcomes: new Map() }
    const worths = [...declarations.keys()].map((identifier) => {
      const one = (kind: string): QtiElement => ({ name: kind, attributes: { identifier }, children: [] })
      const expression = name === 'match' ? { ...one('match'), children: [one('variable'), one('correct')] } : one('mapResponse')
      const value = evaluate(expression, scope)
      return typeof value === 'number' ? value : value === true ? 1 : 0
    })
    return worths.reduce((sum, worth) => sum + worth, 0)
  })
}

function understood(score: (responses: Responses) => number): FileScore {
  return (responses) => {
    try {
      return score(responses)
    } catch (error) {
      if (error instanceof NotUnderstoodError) return undefined
      throw error
    }
  }
}

const isFeedback = ({ attributes }: QtiElement) => attributes.baseType === 'identifier' || attributes.identifier === 'SCORE'

function outcomesOf(item: QtiElement): Map<string, Value> {
  return new Map(
    elementsIn(item, 'outcomeDeclaration').map((outcome): [string, Value] => {
      const { identifier = '', baseType = 'string', cardinality = 'single' } = outcome.attributes
      const [value] = descendants(outcome, ({ name }) => name === 'value')
      const isNumber = baseType === 'float' || baseType === 'integer'
      if (value && cardinality === 'single') return [identifier, scalarOf(wordIn(value), baseType)]
      return [identifier, isNumber && cardinality === 'single' ? 0 : null]
    }),
  )
}

/** Returns false where the rules say that nothing more is to be done. */
function run(rules: readonly QtiElement[], scope: Scope, item: QtiElement): boolean {
  for (const rule of rules) {
    if (rule.name === 'exitResponse') return false
    if (rule.name === 'responseProcessingFragment') {
      if (!run(elementsIn(rule), scope, item)) return false
    } else if (rule.name === 'responseCondition') {
      if (!runCondition(rule, scope, item)) return false
    } else if (rule.name === 'setOutcomeValue' || rule.name === 'lookupOutcomeValue') setOutcome(rule, scope, item)
    else refuse()
  }
  return true
}

function runCondition(condition: QtiElement, scope: Scope, item: QtiElement): boolean {
  for (const branch of elementsIn(condition)) {
    const [test, ...rules] = elementsIn(branch)
    if (branch.name === 'responseElse') return run(elementsIn(branch), scope, item)
    if (branch.name !== 'responseIf' && branch.name !== 'responseElseIf') refuse()
    if (test && evaluate(test, scope) === true) return run(rules, scope, item)
  }
  return true
}

function setOutcome(rule: QtiElement, scope: Scope, item: QtiElement): void {
  const { identifier = '' } = rule.attributes
  const declaration = elementsIn(item, 'outcomeDeclaration').find(({ attributes }) => attributes.identifier === identifier)
  // feedback is shown, not scored, and may be worked out by rules that nobody here needs to know
  if (declaration?.attributes.baseType === 'identifier') return
  const [expression] = elementsIn(rule)
  const value = expression ? evaluate(expression, scope) : null
  scope.outcomes.set(identifier, rule.name === 'lookupOutcomeValue' ? lookedUp(numberOf(value), declaration) : value)
}

function lookedUp(value: number, declaration: QtiElement | undefined): number {
  const table = declaration && (firstIn(declaration, 'matchTable') ?? firstIn(declaration, 'interpolationTable'))
  if (!table) return refuse()
  const isStep = table.name === 'interpolationTable'
  const entry = elementsIn(table).find(({ attributes }) => {
    const source = Number(attributes.sourceValue)
    return isStep ? value > source || (value === source && attributes.includeBoundary !== 'false') : value === source
  })
  const target = Number(entry?.attributes.targetValue ?? table.attributes.defaultValue ?? 0)
  return Number.isFinite(target) ? target : refuse()
}
