import type { ResponseDeclaration } from './declarations.ts'
import type { QtiElement, QtiNode } from './qti-element.ts'
import type { FileScore, Responses } from './response-processing.ts'

/** What a reader of interactions needs to know of the item around it. */
export type ItemContext = {
  item: QtiElement
  declarations: ReadonlyMap<string, ResponseDeclaration>
  score: FileScore | undefined
  textOf(nodes: readonly QtiNode[]): string
}

export function declarationOf(interaction: QtiElement, { declarations }: Pick<ItemContext, 'declarations'>): ResponseDeclaration {
  const identifier = interaction.attributes.responseIdentifier ?? 'RESPONSE'
  return declarations.get(identifier) ?? { identifier, cardinality: 'single', baseType: 'identifier', correct: undefined, mapping: undefined }
}

export function respond(identifier: string, words: readonly string[]): Responses {
  return new Map([[identifier, words]])
}

/** What our own writer notes where QTI has no word for it; every other reader passes it over. */
export function noted(element: QtiElement, what: string): string | undefined {
  return element.attributes[`data-hoithi-${what}`]
}
