import type { Ids } from '../ids.ts'

/** A random beginning for each process and a count: unique, cheap, short enough to be read to support. */
export function createRequestIds(ids: Ids): () => string {
  const process = ids.code(6)
  let count = 0
  return () => {
    count += 1
    return `${process}-${count.toString(36)}`
  }
}
