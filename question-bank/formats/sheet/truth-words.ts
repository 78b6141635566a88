/** "Đúng", "Đ", "true" … or "Sai", "S", "false"; "D" only where nobody can mean the fourth option. */
export function truthOf(text: string, isLetterD = false): boolean | undefined {
  const word = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.;!]+$/, '')
    .trim()
  if (/^(?:đúng|đ|true|t|dung)$/.test(word) || (isLetterD && word === 'd')) return true
  return /^(?:sai|s|false|f)$/.test(word) ? false : undefined
}

const labelled = /^(?:(?:ý|câu|mệnh đề|phát biểu)?\s*([a-h]|[1-8])\s*[.):\-–=]*\s*)?(đúng|dung|sai|đ|d|s|true|false|t|f)$/iu

/** "Đ, S, Đ, S", "ĐSĐS", "a-Đ; b-S" … as a truth for each statement, in their order. */
export function truthsOf(text: string, count: number, isLetterD: boolean): boolean[] | undefined {
  for (const parts of partings(text.normalize('NFC').trim())) {
    if (parts.length !== count) continue
    const truths = new Array<boolean | undefined>(count).fill(undefined)
    parts.forEach((part, index) => {
      const [, name, word = ''] = part.match(labelled) ?? []
      const place = name === undefined ? index : /\d/.test(name) ? Number(name) - 1 : name.toLowerCase().charCodeAt(0) - 97
      const truth = truthOf(word, isLetterD)
      if (truth !== undefined && place < count && truths[place] === undefined) truths[place] = truth
    })
    if (truths.every((truth) => truth !== undefined)) return truths as boolean[]
  }
  return undefined
}

function partings(text: string): string[][] {
  const by = (between: RegExp) =>
    text
      .split(between)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  return [by(/[,;\n|]+/), by(/[\s\-–/]+/), [...text.replace(/\s/g, '')]]
}
