import { hash, verify } from '@node-rs/argon2'
import type { Ids } from '../../ids.ts'
import { remember } from '../../remember.ts'

/** OWASP's floor for argon2id on small machines: 19 MiB, two passes. */
const hashing = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export type PasswordHashing = ReturnType<typeof createPasswordHashing>

export function createPasswordHashing({ ids }: { ids: Ids }) {
  // where there is no password this is checked instead, so that it takes as long as a wrong one
  const decoy = remember(() => hash(ids.code(20), hashing))
  return {
    hash: (password: string) => hash(password.normalize('NFC'), hashing),
    async matches(passwordHash: string | null | undefined, password: string): Promise<boolean> {
      const isRight = await verify(passwordHash ?? (await decoy.get()), password.normalize('NFC'))
      return isRight && typeof passwordHash === 'string'
    },
  }
}
