import type { Line, Look } from './line.ts'

/** The kinds of looks by which authors show the right option. */
export const markLooks = ['bold', 'italic', 'underline', 'highlight', 'color', 'strike'] as const
export type MarkLook = (typeof markLooks)[number]

export type LookOfOption = { letter: Look; body: { [Name in MarkLook]?: string }; partly: ReadonlySet<MarkLook> }

/** How an option looks: its letter, and its text as far as it looks one way throughout. */
export function lookOfOption(letter: Look, body: readonly Line[]): LookOfOption {
  const shares = sharesOf(body)
  const whole: LookOfOption['body'] = {}
  const partly = new Set<MarkLook>()
  for (const [name, values] of shares.values) {
    const [value, share] = [...values].sort(([, a], [, b]) => b - a)[0] as [string, number]
    // a dot or a space that was missed does not matter
    if (share >= shares.total * 0.9) whole[name] = value
    else partly.add(name)
  }
  return { letter, body: whole, partly }
}

/** The looks that a text has throughout. */
export function wholeLook(lines: readonly Line[]): LookOfOption['body'] {
  return lookOfOption({}, lines).body
}

function sharesOf(lines: readonly Line[]) {
  const values = new Map<MarkLook, Map<string, number>>()
  let total = 0
  for (const line of lines)
    for (const { text, look, inline } of line.spans) {
      // formulas and pictures take no colour from their run
      if (inline) continue
      const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
      total += letters
      if (letters === 0) continue
      for (const name of markLooks) {
        const value = look[name]
        if (value === undefined) continue
        const known = values.get(name) ?? new Map<string, number>()
        known.set(String(value), (known.get(String(value)) ?? 0) + letters)
        values.set(name, known)
      }
    }
  return { total, values }
}

export type Seen = { options: number[]; value: string; at: 'letter' | 'body' }

/**
 * The options that one kind of look sets apart from the others: what all of them share is a habit, not a mark. Where all have a colour and one
 * has another, that one is set apart.
 */
export function setApart(looks: readonly LookOfOption[], name: MarkLook): Seen[] {
  return (['letter', 'body'] as const).flatMap((at) => {
    const values = looks.map((look) => (at === 'letter' ? String(look.letter[name] ?? '') : (look.body[name] ?? '')))
    const kinds = new Map<string, number[]>()
    for (const [option, value] of values.entries()) kinds.set(value, [...(kinds.get(value) ?? []), option])
    if (kinds.size < 2) return []
    const plain = kinds.get('') ?? []
    const marked = [...values.keys()].filter((option) => values[option] !== '')
    if (plain.length > 0) return [{ options: marked, value: values[marked[0] as number] as string, at }]
    const odd = [...kinds].filter(([, options]) => options.length === 1)
    return kinds.size === 2 && odd.length === 1 && looks.length > 2
      ? [{ options: (odd[0] as [string, number[]])[1], value: (odd[0] as [string, number[]])[0], at }]
      : []
  })
}
