import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import { networkOf } from '../../network-of.ts'
import type { Secrets } from '../../secrets.ts'
import type { LoginFailuresStore, Patience } from './login-failures-store.ts'

/** A name: five tries, then pauses from two seconds to five minutes. Whoever attacks it all day has some 300 tries. */
const forName: Patience = { free: 5, firstPauseMs: 2_000, longestPauseMs: 300_000, forgottenEveryMs: 900_000 }
/** A device from which this account was opened before counts for itself: nobody else's tries shut it out. */
const forDevice: Patience = { free: 10, firstPauseMs: 2_000, longestPauseMs: 60_000, forgottenEveryMs: 300_000 }
/** An address: an office where everybody mistypes once is not yet an attack on many names. */
const forAddress: Patience = { free: 20, firstPauseMs: 1_000, longestPauseMs: 300_000, forgottenEveryMs: 60_000 }

/** Who tries: by the name as it was typed, and from where. `device` is set where the account is known to it. */
export type Trier = { name: string; address: string; device: string | undefined }
export type LoginThrottle = ReturnType<typeof createLoginThrottle>

/** Slows down guessing; kept in PostgreSQL, so that neither a restart nor a second process nor the loss of Redis opens it. */
export function createLoginThrottle({ store, secrets, clock }: { store: LoginFailuresStore; secrets: Secrets; clock: Clock }) {
  const now = () => new Date(clock.now())
  const whoOf = (kind: 'name' | 'device' | 'address', text: string) => secrets.staffHmac(`tries by ${kind}`, text)
  const nameOf = (name: string) => whoOf('name', name)
  const addressOf = (address: string) => whoOf('address', networkOf(address))

  async function take(who: Buffer, patience: Patience): Promise<void> {
    const taken = await store.take(who, patience, now())
    if ('nextAt' in taken) {
      const retryAfterSeconds = Math.max(1, Math.ceil((taken.nextAt.getTime() - clock.now()) / 1_000))
      throw new Problem('TOO_MANY_REQUESTS', { retryAfterSeconds })
    }
  }

  return {
    nameOf,
    /** Before a try; refuses while a pause lasts. A known device is beside both other counts. */
    async before({ name, address, device }: Trier): Promise<void> {
      if (device !== undefined) return take(whoOf('device', device), forDevice)
      // the address first: whoever is stopped there does not lengthen the pause of a name
      await take(addressOf(address), forAddress)
      await take(nameOf(name), forName)
    },
    /** After a right try. How many wrong ones went before it. */
    async afterRight({ name, address, device }: Trier): Promise<number> {
      if (device !== undefined) await store.forgive(whoOf('device', device))
      else await store.takeBack(addressOf(address), now())
      return store.forgive(nameOf(name))
    },
  }
}
