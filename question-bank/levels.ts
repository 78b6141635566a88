import type { Level } from '../server/contract/questions.ts'
import { foldVietnamese } from './fold-vietnamese.ts'

const names: readonly [Level, RegExp][] = [
  ['higher-application', /^(?:van dung cao|vdc|4|higher[- ]application|very hard|rat kho)$/],
  ['recognition', /^(?:nhan biet|biet|nb|1|recognition|easy|de)$/],
  ['comprehension', /^(?:thong hieu|hieu|th|2|comprehension|medium|trung binh|tb)$/],
  ['application', /^(?:van dung|van dung thap|vd|vdt|3|application|hard|kho)$/],
]

/** "Nhận biết", "NB", "vận dụng cao" … as people write them; undefined when it is none of the four. */
export function levelFrom(written: string): Level | undefined {
  const folded = foldVietnamese(written)
    .replace(/^muc do\s*:?\s*/, '')
    .replace(/[.()[\]]/g, '')
    .trim()
  return names.find(([, pattern]) => pattern.test(folded))?.[0]
}

const vietnameseNames: Readonly<Record<Level, string>> = {
  recognition: 'Nhận biết',
  comprehension: 'Thông hiểu',
  application: 'Vận dụng',
  'higher-application': 'Vận dụng cao',
}

/** As files say it; levelFrom reads it back. */
export function levelName(level: Level): string {
  return vietnameseNames[level]
}
