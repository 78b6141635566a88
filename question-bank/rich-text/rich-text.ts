/**
 * Texts of questions are a safe subset of Markdown: paragraphs parted by an empty line, lines, tables, **strong**, *emphasis*, __underline__,
 * ~sub~, ^super^, `code`, $TeX$ and $$TeX$$, and pictures or sounds by the digest of their bytes. No links, no HTML: whatever else is
 * written is text. A backslash makes the next sign plain.
 */
export type Mark = 'strong' | 'emphasis' | 'underline' | 'sub' | 'super'
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: Mark; inside: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'formula'; tex: string; isDisplayed: boolean }
  | { kind: 'attachment'; digest: string; alt: string }
  | { kind: 'break' }
export type Block = { kind: 'paragraph'; inside: Inline[] } | { kind: 'table'; rows: Inline[][][] }

export const attachmentScheme = 'attachment:'
