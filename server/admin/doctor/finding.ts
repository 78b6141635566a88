import type { Config } from '../../config.ts'
import type { textsIn } from '../../i18n/texts-in.ts'
import type { AdminDatabase } from '../admin-database.ts'

export type DoctorTexts = ReturnType<typeof textsIn>['doctor']
type Level = 'ok' | 'warn' | 'bad'
/** One line of the doctor: how it is, and what to do about it. */
export type Finding = { level: Level; code: keyof DoctorTexts; say(texts: DoctorTexts): string }

type Facts<Code extends keyof DoctorTexts> = Parameters<DoctorTexts[Code]>[0]

/** A finding by its code and the facts that its sentence names. */
export function finding<Code extends keyof DoctorTexts>(level: Level, code: Code, facts: Facts<Code>): Finding {
  return { level, code, say: (texts) => (texts[code] as (about: Facts<Code>) => string)(facts) }
}

export type Examined = { config: Config; opened: AdminDatabase | undefined; nowMs: number }
