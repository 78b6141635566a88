/** A value read once and kept until forgotten. A failed reading is not kept; readings at once share one. */
export type Remembered<Value> = { get(): Promise<Value>; forget(): void }

export function remember<Value>(read: () => Promise<Value>): Remembered<Value> {
  let kept: Promise<Value> | undefined
  return {
    get() {
      if (kept) return kept
      const reading = read()
      kept = reading
      reading.catch(() => {
        if (kept === reading) kept = undefined
      })
      return reading
    },
    forget() {
      kept = undefined
    },
  }
}

/** The same, one value per name. */
export function rememberEach<Name, Value>(
  read: (name: Name) => Promise<Value>,
): { get(name: Name): Promise<Value>; forget(name: Name): void; forgetAll(): void; names(): Name[] } {
  const kept = new Map<Name, Promise<Value>>()
  return {
    get(name) {
      const known = kept.get(name)
      if (known) return known
      const reading = read(name)
      kept.set(name, reading)
      reading.catch(() => {
        if (kept.get(name) === reading) kept.delete(name)
      })
      return reading
    },
    forget: (name) => void kept.delete(name),
    forgetAll: () => kept.clear(),
    names: () => [...kept.keys()],
  }
}
