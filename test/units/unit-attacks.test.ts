import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StaffUnitList, TurnoutReport, UnitCard } from '../../server/contract/units.ts'
import { afterFile } from '../helpers/after-file.ts'
import { logInAs } from '../helpers/staff.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { openUnitsStage } from './units-stage.ts'

const closing = afterFile()
let stage: Awaited<ReturnType<typeof openUnitsStage>>
beforeAll(async () => {
  stage = await openUnitsStage(undefined, {}, closing)
})

describe('two at once', () => {
  test('moves that together would make a cycle: one is done, the other refused', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { create, idOf, seen, owner, card } = stage
      const [one, other] = [`V${turn}a`, `V${turn}b`]
      await create(one, one, await idOf('T'))
      await create(other, other, await idOf('T'))
      const [a, b] = [await seen(one), await seen(other)]
      const move = (unit: { id: number; version: number }, parentId: number) =>
        owner.ask('POST', `/units/${unit.id}/move`, { actionId: randomUUID(), version: unit.version, parentId })
      const answers = await Promise.all([move(a, b.id), move(b, a.id)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(answers.find(({ status }) => status === 409)?.problem.code).toBe('UNIT_MOVE_REFUSED')
      expect((await card(one)).trail.length + (await card(other)).trail.length).toBe(3)
    }
  })

  test('a cycle that would only come about on a later day is refused now', async () => {
    const { create, idOf, act, move } = stage
    await create('L1', 'Muộn một', await idOf('T'))
    await create('L2', 'Muộn hai', await idOf('T'))
    expect((await move('L1', 'L2', { effectiveOn: '2034-01-01' })).status).toBe(200)
    expect((await move('L2', 'L1')).problem.code).toBe('UNIT_MOVE_REFUSED')
    expect((await move('L2', 'L1', { effectiveOn: '2033-01-01' })).problem.code).toBe('UNIT_MOVE_REFUSED')
    // and a unit that would then stand below one that is closed
    expect((await act('L2', 'closing')).problem.code).toBe('UNIT_HAS_UNITS')
    expect((await move('T', 'L1')).problem.code).toBe('UNIT_MOVE_REFUSED')
    expect((await move('L1', 'L1')).problem.code).toBe('UNIT_MOVE_REFUSED')
  })

  test('whoever edits an older version is told, and nothing is overwritten', async () => {
    const { seen, owner, card } = stage
    const { id, version } = await seen('X2')
    const rename = (name: string) => owner.ask('POST', `/units/${id}/renaming`, { actionId: randomUUID(), version, name })
    const answers = await Promise.all([rename('Xã Một'), rename('Xã Hai'), rename('Xã Ba')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const winner = ['Xã Một', 'Xã Hai', 'Xã Ba'][answers.findIndex(({ status }) => status === 200)]
    expect(await card('X2')).toMatchObject({ name: winner, version: version + 1 })
    expect(answers.filter(({ status }) => status === 409).map(({ problem }) => problem.code)).toEqual(['UNIT_CHANGED', 'UNIT_CHANGED'])
  })

  test('a double click is one act, and its number with another body is refused', async () => {
    const { owner, idOf, database } = stage
    const body = { actionId: randomUUID(), code: 'DC', name: 'Bấm đúp', parentId: await idOf('T') }
    const answers = await Promise.all(Array.from({ length: 5 }, () => owner.ask<UnitCard>('POST', '/units', body)))
    expect(answers.map(({ status, body: card }) => [status, card.id])).toEqual(answers.map(() => [200, answers[0]?.body.id]))
    expect((await owner.ask('POST', '/units', { ...body, name: 'Khác' })).problem.code).toBe('ACTION_ID_REUSED')
    expect((await owner.ask('POST', '/units', { ...body, actionId: randomUUID() })).problem.code).toBe('UNIT_CODE_TAKEN')
    const [{ count } = { count: 0 }] = await database.sql<{ count: number }[]>`
      select count(*)::integer as count from audit_log where act = 'unit.create' and unit_id = ${answers[0]?.body.id ?? 0}`
    expect(count).toBe(1)
  })
})

describe('what does not fit is refused', () => {
  const base = { actionId: randomUUID(), version: 1 }
  test.each([
    ['a name that is a number', 'renaming', { ...base, name: 7 }, 'BAD_REQUEST'],
    ['a name of spaces', 'renaming', { name: '   ' }, 'BAD_REQUEST'],
    ['a name with NUL', 'renaming', { name: 'a\u0000b' }, 'BAD_REQUEST'],
    ['a lone surrogate', 'renaming', { name: 'a\ud800' }, 'BAD_REQUEST'],
    ['no version', 'renaming', { actionId: randomUUID(), version: undefined, name: 'Xã' }, 'BAD_REQUEST'],
    ['a field that is not there', 'renaming', { name: 'Xã', path: '1.2.3' }, 'BAD_REQUEST'],
    ['a day that is none', 'renaming', { name: 'Xã', effectiveOn: '2025-02-30' }, 'BAD_REQUEST'],
    ['a day long ago', 'renaming', { name: 'Xã', effectiveOn: '0001-01-01' }, 'UNIT_DAY_REFUSED'],
    ['a day far away', 'renaming', { name: 'Xã', effectiveOn: '9999-12-31' }, 'UNIT_DAY_REFUSED'],
    ['a parent that is not there', 'move', { parentId: 99_999 }, 'UNIT_NOT_FOUND'],
    ['a parent beyond integers', 'move', { parentId: 1e12 }, 'BAD_REQUEST'],
    ['a headcount below zero', 'headcounts', { headcount: -1 }, 'BAD_REQUEST'],
    [
      'shares that make no whole',
      'split',
      {
        into: [
          { unit: { code: 'S1', name: 'S1', parentId: null }, shareThousandths: 500 },
          { unit: { code: 'S2', name: 'S2', parentId: null }, shareThousandths: 499 },
        ],
      },
      'UNIT_SHARES_REFUSED',
    ],
    ['an act id that is none', 'closing', { actionId: "1' or '1'='1" }, 'BAD_REQUEST'],
  ])('%s', async (_what, deed, body, code) => {
    expect((await stage.act('C1', deed, body as Record<string, unknown>)).problem.code).toBe(code)
  })

  test.each(['0', '-1', '99999', 'abc', '1e3', "1';drop table units"])('the unit %s', async (id) => {
    const { status } = await stage.owner.ask('GET', `/units/${encodeURIComponent(id)}`)
    expect([400, 404]).toContain(status)
  })

  test('merging a unit into itself, into one below, twice, or with a version of yesterday', async () => {
    const { merge, seen, owner } = stage
    expect((await merge(['X1'], 'X1')).problem.code).toBe('UNIT_MOVE_REFUSED')
    expect((await merge(['X1'], 'C1')).problem.code).toBe('UNIT_MOVE_REFUSED')
    expect((await merge(['X1', 'X1'], 'X2')).problem.code).toBe('UNIT_MOVE_REFUSED')
    const [one, into] = [await seen('X1'), await seen('X2')]
    const stale = { actionId: randomUUID(), units: [{ ...one, version: one.version + 1 }], into }
    expect((await owner.ask('POST', '/units/merges', stale)).problem.code).toBe('UNIT_CHANGED')
  })
})

describe('whoever has a branch', () => {
  test('sees that branch and no other, also in lists, histories and turn-out, and changes nothing', async () => {
    const own = await openUnitsStage()
    const { slug } = await seedContest(own)
    const branch = await logInAs(own, 'unit-administrator', await own.idOf('X1'))
    const names = (await branch.ask<StaffUnitList>('GET', '/units')).body.units.map(({ code }) => code)
    expect(names).toEqual(['X1'])
    expect((await branch.ask<StaffUnitList>('GET', '/units?search=thon')).body.units).toEqual([])
    expect((await branch.ask<TurnoutReport>('GET', `/contests/${slug}/turnout`)).body).toMatchObject({
      units: [{ name: 'Xã An Bình' }],
      outside: null,
    })
    const [outside, missing] = [await own.idOf('X2'), 99_999]
    for (const id of [outside, missing]) {
      expect((await branch.ask('GET', `/units/${id}`)).problem.code).toBe('UNIT_NOT_FOUND')
      expect((await branch.ask('GET', `/units?parent=${id}`)).problem.code).toBe('UNIT_NOT_FOUND')
      expect((await branch.ask('GET', `/units/acts?unit=${id}`)).problem.code).toBe('UNIT_NOT_FOUND')
      expect((await branch.ask('GET', `/contests/${slug}/turnout?under=${id}`)).problem.code).toBe('UNIT_NOT_FOUND')
      expect((await branch.ask('POST', `/units/${id}/closing`, { actionId: randomUUID(), version: 1 })).problem.code).toBe('UNIT_NOT_FOUND')
    }
    expect((await branch.ask('POST', `/units/${await own.idOf('C1')}/closing`, { actionId: randomUUID(), version: 1 })).problem.code).toBe(
      'FORBIDDEN',
    )
    expect((await branch.ask('GET', '/units/exports?format=csv')).problem.code).toBe('FORBIDDEN')
    expect((await branch.ask('DELETE', '/units/acts/1')).problem.code).toBe('FORBIDDEN')
  })
})
