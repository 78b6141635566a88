/** Several accepted answers in one cell, parted by "|", ";", a line end or "hoặc". A backslash keeps the next sign as it is. */
export function splitVariants(text: string): string[] {
  return text
    .split(/(?<!(?<!\\)\\)[|;\n]|\s+hoặc\s+/iu)
    .map((part) => part.replace(/\\([|;\\])/g, '$1').trim())
    .filter((part) => part !== '')
}

export function joinVariants(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[|;\\]/g, '\\$&')).join(' | ')
}
