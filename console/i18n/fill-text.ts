export type TextValues = Record<string, string | number>

/** Puts values into a text; a value that is missing stays visible as its placeholder, so that it is noticed. */
export function fillText(text: string, values: TextValues = {}): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder))
}
