import { randomUUID } from 'node:crypto'
import type { SealList, SealView } from '../../server/contract/seals.ts'
import { eventually } from '../helpers/eventually.ts'
import type { Staff } from '../helpers/staff.ts'

type Sealing = { owner: Pick<Staff, 'ask'>; base: string }

export function askForSeal({ owner, base }: Sealing, reason?: string, actionId = randomUUID()) {
  return owner.ask<SealView>('POST', `${base}/seals`, { actionId, ...(reason === undefined ? {} : { reason }) })
}

/** The seal with this number once its making is over, however it ended. */
export async function sealed({ owner, base }: Sealing, number = 1): Promise<SealView> {
  return eventually(`seal ${number} is made`, async () => {
    const { body } = await owner.ask<SealList>('GET', `${base}/seals`)
    const seal = body.seals.find((one) => one.number === number)
    return seal && seal.state !== 'waiting' && seal
  })
}
