/** One range of a file of so many bytes, as "bytes=0-99", "bytes=100-" or "bytes=-50". Several ranges, or none that is meant: the whole file. */
export function byteRangeOf(header: string | undefined, size: number): { from: number; to: number } | 'whole' | 'beyond' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return 'whole'
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (from >= size || (first === '' && Number(last) === 0)) return 'beyond'
  return from > to ? 'whole' : { from, to }
}
