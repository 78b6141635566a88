/** Something that is not understood. Thrown while a formula is read, never out of it: the formula then stays as it was written. */
export class UnknownTexError extends Error {}

/** The pieces of a formula, and where its reader stands. A number is one piece, with its decimal comma or point. */
export function readTokens(tex: string) {
  const tokens: string[] = tex.match(/\\(?:[A-Za-z]+|.)|\d+(?:[.,]\d+)*|[{}^_&]|\s+|[^\\{}^_&\s\d]/gsu) ?? []
  let at = 0
  const skipSpace = () => {
    while (/^\s/.test(tokens[at] ?? '')) at += 1
  }
  return {
    peek: () => tokens[at],
    /** The next piece that is no space, still there to be read. */
    peekPast(): string | undefined {
      skipSpace()
      return tokens[at]
    },
    next(): string {
      const token = tokens[at]
      if (token === undefined) throw new UnknownTexError()
      at += 1
      return token
    },
    /** As an argument without braces a number gives only its first digit: ½ may be typed \\frac12. */
    splitNumber(): void {
      const token = tokens[at] ?? ''
      if (/^\d./.test(token)) tokens.splice(at, 1, token.slice(0, 1), token.slice(1))
    },
    expect(token: string): void {
      if (tokens[at] !== token) throw new UnknownTexError()
      at += 1
    },
    /** What stands in braces, as it is written. */
    rawGroup(): string {
      skipSpace()
      this.expect('{')
      let text = ''
      for (; tokens[at] !== '}'; at += 1) {
        const token = tokens[at]
        if (token === undefined || token === '{') throw new UnknownTexError()
        text += token.replace(/^\\(?=[^A-Za-z])/, '')
      }
      at += 1
      return text
    },
  }
}
