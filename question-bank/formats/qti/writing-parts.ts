import { escapeXml } from '../package/escape-xml.ts'
import { element } from './writing-xml.ts'

/** What a question becomes in an item, beside its title and feedback. */
export type ItemParts = { declarations: readonly string[]; body: string; processing: string; scoreTable?: string }

const templates = 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates'
export const matchCorrect = element('qti-response-processing', { template: `${templates}/match_correct.xml` })
export const mapResponse = element('qti-response-processing', { template: `${templates}/map_response.xml` })

type Declared = { identifier?: string; cardinality: string; baseType: string; correct?: readonly string[]; mapping?: string }

export function declare({ identifier = 'RESPONSE', cardinality, baseType, correct = [], mapping = '' }: Declared): string {
  const right = correct.length === 0 ? '' : element('qti-correct-response', {}, ...correct.map((value) => element('qti-value', {}, escapeXml(value))))
  return element('qti-response-declaration', { identifier, cardinality, 'base-type': baseType }, right, mapping)
}

type MapEntry = { key: string; worth: number; isCaseSensitive?: boolean }

export function mapping(entries: readonly MapEntry[], { lowerBound, otherwise = 0 }: { lowerBound?: number; otherwise?: number } = {}): string {
  return element(
    'qti-mapping',
    { 'default-value': otherwise, 'lower-bound': lowerBound },
    ...entries.map(({ key, worth, isCaseSensitive }) =>
      element('qti-map-entry', {
        'map-key': key,
        'mapped-value': worth,
        'case-sensitive': isCaseSensitive === undefined ? undefined : String(isCaseSensitive),
      }),
    ),
  )
}

/** Building stones of rules. */
export const rules = {
  variable: (identifier: string) => element('qti-variable', { identifier }),
  correct: (identifier: string) => element('qti-correct', { identifier }),
  mapped: (identifier: string) => element('qti-map-response', { identifier }),
  number: (value: number | string) => element('qti-base-value', { 'base-type': 'float' }, String(value)),
  equal: (identifier: string, value: string, tolerance: string | undefined) =>
    element(
      'qti-equal',
      tolerance === undefined ? { 'tolerance-mode': 'exact' } : { 'tolerance-mode': 'absolute', tolerance: `${tolerance} ${tolerance}` },
      rules.variable(identifier),
      rules.number(value),
    ),
  addToScore: (worth: string) => element('qti-set-outcome-value', { identifier: 'SCORE' }, element('qti-sum', {}, rules.variable('SCORE'), worth)),
  /** The first condition that holds decides. */
  firstOf: (branches: readonly { test: string; rule: string }[]) =>
    element(
      'qti-response-condition',
      {},
      ...branches.map(({ test, rule }, index) => element(index === 0 ? 'qti-response-if' : 'qti-response-else-if', {}, test, rule)),
    ),
  processing: (...written: readonly string[]) => element('qti-response-processing', {}, ...written),
}
