import { createCell, type Watched } from './cell.ts'
import type { DeviceStorage } from './storage.ts'

export type Marks = { current: number; flagged: readonly number[] }

/** Where the reader is and what to look at again: a comfort of this device, the server never hears of it. */
export function createMarks({ storage, attemptId }: { storage: DeviceStorage; attemptId: string }) {
  const key = `hoithi:marks:${attemptId}`
  const cell = createCell<Marks>(parseMarks(storage.read(key)))
  const keep = (marks: Marks) => {
    storage.write(key, JSON.stringify(marks))
    cell.set(marks)
  }
  return {
    marks: cell as Watched<Marks>,
    goTo: (question: number) => keep({ ...cell.get(), current: question }),
    toggleFlag(question: number): void {
      const { current, flagged } = cell.get()
      keep({ current, flagged: flagged.includes(question) ? flagged.filter((other) => other !== question) : [...flagged, question] })
    },
  }
}

function parseMarks(text: string | undefined): Marks {
  try {
    const { current, flagged } = JSON.parse(text ?? '') as Partial<Marks>
    return {
      current: Number.isInteger(current) && Number(current) >= 0 ? Number(current) : 0,
      flagged: Array.isArray(flagged) ? flagged.filter(Number.isInteger) : [],
    }
  } catch {
    return { current: 0, flagged: [] }
  }
}
