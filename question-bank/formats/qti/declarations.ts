import { elementsIn, firstIn, type QtiElement, wordIn } from './qti-element.ts'

/** What a candidate may answer, and what the file says is right. */
export type ResponseDeclaration = {
  identifier: string
  cardinality: string
  baseType: string
  /** Undefined where the file names none. */
  correct: readonly string[] | undefined
  mapping: Mapping | undefined
}
export type Mapping = {
  entries: readonly { key: string; value: number; isCaseSensitive: boolean }[]
  lower: number
  upper: number
  otherwise: number
}

export function readDeclarations(item: QtiElement): Map<string, ResponseDeclaration> {
  return new Map(elementsIn(item, 'responseDeclaration').map((one) => [one.attributes.identifier ?? '', readDeclaration(one)]))
}

function readDeclaration(declaration: QtiElement): ResponseDeclaration {
  const { identifier = '', cardinality = 'single', baseType = 'identifier' } = declaration.attributes
  const right = firstIn(declaration, 'correctResponse')
  const values = right && elementsIn(right, 'value').map(wordIn)
  const mapping = firstIn(declaration, 'mapping')
  return {
    identifier,
    cardinality,
    baseType,
    correct: values && values.length > 0 ? values.map((value) => asPair(value, baseType)) : undefined,
    mapping: mapping && readMapping(mapping, baseType),
  }
}

/** The two ends of a pair are one whichever way round; those of a directed pair are not. */
function asPair(value: string, baseType: string): string {
  return baseType === 'pair' ? value.split(' ').sort().join(' ') : value
}

function readMapping(mapping: QtiElement, baseType: string): Mapping {
  const number = (name: string, fallback: number) => {
    const value = Number(mapping.attributes[name] ?? Number.NaN)
    return Number.isFinite(value) ? value : fallback
  }
  return {
    entries: elementsIn(mapping, 'mapEntry').map(({ attributes }) => ({
      key: asPair((attributes.mapKey ?? '').replace(/\s+/g, ' ').trim(), baseType),
      value: Number(attributes.mappedValue ?? Number.NaN),
      // the versions disagree on what holds where nothing is said; the stricter reading never gives marks that were not meant
      isCaseSensitive: attributes.caseSensitive !== 'false',
    })),
    lower: number('lowerBound', Number.NEGATIVE_INFINITY),
    upper: number('upperBound', Number.POSITIVE_INFINITY),
    otherwise: number('defaultValue', 0),
  }
}
