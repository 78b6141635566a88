/** Values of the `:names` in a pattern, or null where the path is another one. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.replace(/\/+$/, '').split('/')
  if (wanted.length !== given.length) return null
  const values: Record<string, string> = {}
  for (const [position, part] of wanted.entries()) {
    const piece = given[position] ?? ''
    if (!part.startsWith(':')) {
      if (part !== piece) return null
      continue
    }
    try {
      values[part.slice(1)] = decodeURIComponent(piece)
    } catch {
      // a broken percent sign is an unknown page, not an exception
      return null
    }
  }
  return values
}
