import { type LightConnection, openLightConnection } from './light-connection.ts'

/** Does the work for each item, over so many connections at once, and says how many a second. */
export async function inTurns<Item>(
  port: number,
  connections: number,
  items: readonly Item[],
  work: (line: LightConnection, item: Item, index: number) => Promise<void>,
): Promise<{ perSecond: number; seconds: number }> {
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: Math.min(connections, items.length) }, async () => {
      const line = openLightConnection(port)
      try {
        for (let index = next++; index < items.length; index = next++) await work(line, items[index] as Item, index)
      } finally {
        line.close()
      }
    }),
  )
  const seconds = (performance.now() - began) / 1_000
  return { perSecond: items.length / seconds, seconds }
}
