import { foldVietnamese } from '../../fold-vietnamese.ts'

export type Columns = {
  stem: number
  options: number[]
  key: number
  topic?: number
  level?: number
  explanation?: number
  source?: number
}

const names = {
  stem: /^(?:cau hoi|noi dung(?: cau hoi)?|question|de bai)$/,
  key: /^(?:dap an(?: dung)?|cau tra loi dung|phuong an dung|key|correct(?: answer)?|answer)$/,
  topic: /^(?:chu de|topic|chuyen de|linh vuc)$/,
  level: /^(?:muc do|level|do kho)$/,
  explanation: /^(?:loi giai|giai thich|huong dan(?: giai)?|explanation)$/,
  source: /^(?:trich dan nguon|nguon|trich dan|can cu|source)$/,
} as const
const option = /^(?:dap an|phuong an|lua chon|option)?\s*([a-h]|[1-8])$/

/** Headers come in any order and case, with or without diacritics. Undefined: this row is no header. */
export function recognizeColumns(header: ReadonlyMap<number, string>): Columns | undefined {
  const found: Partial<Record<keyof typeof names, number>> = {}
  const options = new Map<number, number>()
  for (const [column, text] of header) {
    const folded = foldVietnamese(text)
      .replace(/[^a-z0-9 ]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
    const position = folded.match(option)?.[1]
    if (position !== undefined) options.set(positionOf(position), column)
    else
      for (const name of Object.keys(names) as (keyof typeof names)[]) if (found[name] === undefined && names[name].test(folded)) found[name] = column
  }
  const { stem, key, ...others } = found
  if (stem === undefined || key === undefined || options.size < 2) return undefined
  const inOrder = [...options].sort(([a], [b]) => a - b).map(([, column]) => column)
  return { stem, key, options: inOrder, ...others }
}

/** "a" and "1" are the first. */
export function positionOf(letterOrNumber: string): number {
  const letter = letterOrNumber.toLowerCase()
  return letter >= 'a' ? letter.charCodeAt(0) - 97 : Number(letter) - 1
}
