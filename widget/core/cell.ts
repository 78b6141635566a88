/** A value that can be watched; the smallest bridge between framework-free code and the screens. */
export type Watched<T> = { get(): T; watch(listener: () => void): () => void }
export type Cell<T> = Watched<T> & { set(value: T): void }

export function createCell<T>(initial: T): Cell<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of Array.from(listeners)) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
