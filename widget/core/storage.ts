/** What a device remembers. Writing says whether it will survive a reload. */
export type DeviceStorage = {
  read(key: string): string | undefined
  write(key: string, value: string): boolean
  remove(key: string): void
  keys(prefix: string): string[]
}

export function createMemoryStorage(kept = new Map<string, string>()): DeviceStorage {
  return {
    read: (key) => kept.get(key),
    write(key, value) {
      kept.set(key, value)
      return false
    },
    remove: (key) => void kept.delete(key),
    keys: (prefix) => Array.from(kept.keys()).filter((key) => key.startsWith(prefix)),
  }
}

/**
 * In private windows, WebViews and partitioned frames even touching `localStorage` may throw, and a full disk
 * makes single writes fail. Whatever cannot be stored is held in memory, so the rest of the widget never asks.
 */
export function createBrowserStorage(openArea: () => Storage): DeviceStorage {
  const spill = createMemoryStorage()
  const attempt = <T>(use: (area: Storage) => T, otherwise: T): T => {
    try {
      return use(openArea())
    } catch {
      return otherwise
    }
  }
  return {
    read: (key) => spill.read(key) ?? attempt((area) => area.getItem(key) ?? undefined, undefined),
    write(key, value) {
      const isKept = attempt((area) => {
        area.setItem(key, value)
        return true
      }, false)
      if (isKept) spill.remove(key)
      else spill.write(key, value)
      return isKept
    },
    remove(key) {
      spill.remove(key)
      attempt((area) => area.removeItem(key), undefined)
    },
    keys(prefix) {
      const stored = attempt((area) => Array.from({ length: area.length }, (_, index) => area.key(index) ?? ''), [])
      return Array.from(new Set([...stored.filter((key) => key.startsWith(prefix)), ...spill.keys(prefix)]))
    },
  }
}
