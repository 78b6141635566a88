/** Which bracket closes which, by their places; only pairs within the same braces and fences count. */
export function pairBrackets(tokens: readonly string[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  let open: number[] = []
  const outer: number[][] = []
  tokens.forEach((token, place) => {
    const isFence = tokens[place - 1] === '\\left' || tokens[place - 1] === '\\right'
    if (token === '{' || token === '\\left') {
      outer.push(open)
      open = []
    } else if (token === '}' || token === '\\right') open = outer.pop() ?? []
    else if (token === '&' || token === '\\\\') open = []
    else if ((token === '(' || token === '[') && !isFence && tokens[place - 1] !== '\\sqrt') open.push(place)
    else if ((token === ')' || token === ']') && !isFence) {
      const start = open.pop()
      if (start !== undefined) pairs.set(start, place)
    }
  })
  return pairs
}
