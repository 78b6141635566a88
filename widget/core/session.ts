import type { ContestantCard, ContestantSession, RegistrationReply } from '../../server/contract/contestants.ts'
import { createCell, type Watched } from './cell.ts'
import type { Random } from './ports.ts'
import type { DeviceStorage } from './storage.ts'

export type Session = {
  token: string
  contestant: ContestantCard
  /** Kept only until the person says it is written down. */
  rejoinCode?: string
}

/** Who is taking part in this contest on this device. A bearer token, never a cookie and never in an address. */
export function createSessionKeeper({ storage, slug, random }: { storage: DeviceStorage; slug: string; random: Random }) {
  const sessionKey = `hoithi:session:${slug}`
  const deviceKey = `hoithi:device:${slug}`
  const current = createCell<Session | undefined>(parseSession(storage.read(sessionKey)))
  const device = readDevice() ?? random.label()
  storage.write(deviceKey, device)

  function readDevice() {
    const label = storage.read(deviceKey)
    return label && /^[A-Za-z0-9_-]{8,40}$/.test(label) ? label : undefined
  }

  function keep(session: Session) {
    storage.write(sessionKey, JSON.stringify(session))
    current.set(session)
  }

  return {
    current: current as Watched<Session | undefined>,
    device,
    registered: ({ contestantToken, contestant, rejoinCode }: RegistrationReply) => keep({ token: contestantToken, contestant, rejoinCode }),
    rejoined: ({ contestantToken, contestant }: ContestantSession) => keep({ token: contestantToken, contestant }),
    codeWrittenDown(): void {
      const session = current.get()
      if (session) keep({ token: session.token, contestant: session.contestant })
    },
    leave(): void {
      storage.remove(sessionKey)
      current.set(undefined)
    },
  }
}
export type SessionKeeper = ReturnType<typeof createSessionKeeper>

function parseSession(text: string | undefined): Session | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isSession(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false
  const { token, contestant } = value as Partial<Record<keyof Session, unknown>>
  return typeof token === 'string' && typeof contestant === 'object' && contestant !== null && 'displayName' in contestant
}
