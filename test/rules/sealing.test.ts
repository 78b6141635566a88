import { expect, test } from 'vitest'
import { createSealer, SealBroken } from '../../server/sealing.ts'
import { createSecrets } from '../../server/secrets.ts'

const [old, present] = ['the-secret-of-last-year-was-this-one', 'the-secret-of-this-year-is-this-one']
const sealerWith = (now: string, before = '') => createSealer(createSecrets({ present: now, previous: before }), 'tests')

test('what is sealed opens for its owner alone, and never looks the same twice', () => {
  const sealer = sealerWith(present)
  const sealed = sealer.seal('portal 7', 'bí mật')
  expect(sealer.open('portal 7', sealed).toString()).toBe('bí mật')
  expect(() => sealer.open('portal 8', sealed)).toThrow(SealBroken)
  expect(sealer.seal('portal 7', 'bí mật').equals(sealed)).toBe(false)
  expect(() => createSealer(createSecrets({ present, previous: '' }), 'another purpose').open('portal 7', sealed)).toThrow(SealBroken)
})

test('every changed or missing byte is noticed', () => {
  const sealer = sealerWith(present)
  const sealed = sealer.seal('a', 'b')
  for (let at = 1; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8((changed[at] ?? 0) ^ 1, at)
    expect(() => sealer.open('a', changed)).toThrow(SealBroken)
  }
  for (let length = 0; length < sealed.length; length += 1) expect(() => sealer.open('a', sealed.subarray(0, length))).toThrow(SealBroken)
})

test('a former key opens while it is named, and what it sealed is told apart', () => {
  const sealed = sealerWith(old).seal('a', 'b')
  const after = sealerWith(present, old)
  expect([after.open('a', sealed).toString(), after.isOld(sealed), after.isOld(after.seal('a', 'b'))]).toEqual(['b', true, false])
  expect(() => sealerWith(present).open('a', sealed)).toThrow(SealBroken)
})
