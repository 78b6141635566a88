import { bareSigns } from './gift-signs.ts'

/** One question as it was written: its text, the line where it begins, and the comments that stand before or in it. */
export type GiftBlock = { text: string; line: number; comments: string[] }

/** Questions are parted by empty lines. An empty line inside braces parts nothing, and a category or a new title begins a block of its own. */
export function splitBlocks(text: string): GiftBlock[] {
  const blocks: GiftBlock[] = []
  let lines: string[] = []
  let comments: string[] = []
  let start = 0
  let depth = 0
  const finish = () => {
    const block = lines.join('\n').trim()
    if (block !== '') {
      blocks.push({ text: block, line: start, comments })
      comments = []
    }
    lines = []
    depth = 0
  }
  const all = text.replace(/\r\n?/g, '\n').split('\n')
  const nextBrace = nextBraceAfter(all)
  for (const [index, line] of all.entries()) {
    const trimmed = line.trim()
    if (trimmed.startsWith('//')) {
      comments.push(trimmed.slice(2).trim())
      continue
    }
    if (trimmed === '') {
      if (depth <= 0 || nextBrace[index] !== '}') finish()
      continue
    }
    if (
      lines.length > 0 &&
      depth <= 0 &&
      (trimmed.startsWith('$CATEGORY:') || (trimmed.startsWith('::') && /\}$/.test((lines.at(-1) as string).trim())))
    )
      finish()
    if (lines.length === 0) start = index + 1
    lines.push(line)
    for (const place of bareSigns(line, '{}')) depth += line[place] === '{' ? 1 : -1
    if (trimmed.startsWith('$CATEGORY:')) finish()
  }
  finish()
  return blocks
}

/** For each line the first bare brace below it. */
function nextBraceAfter(lines: readonly string[]): (string | undefined)[] {
  const found = new Array<string | undefined>(lines.length).fill(undefined)
  let next: string | undefined
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    found[index] = next
    const line = lines[index] as string
    const [first] = line.trim().startsWith('//') ? [] : bareSigns(line, '{}')
    if (first !== undefined) next = line[first]
  }
  return found
}
