export type RichTexts = { stem: string; options: readonly string[] }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string')

/** The texts of a question in our JSON format with their looks, in the order in which a report lists its options; null where it has none. */
export function richTextsOf(question: unknown): RichTexts | null {
  const content = isRecord(question) ? question.content : undefined
  if (!isRecord(content) || typeof content.stem !== 'string') return null
  const options = [content.options, content.statements, content.items, content.left].find(areTexts)
  return { stem: content.stem, options: options ?? [] }
}

/** Somebody still has to say what is right. */
export const hasKey = (question: unknown): boolean => isRecord(question) && question.key !== undefined
