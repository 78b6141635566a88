import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { UnitList } from '../../server/contract/contests.ts'
import type { MergePreview, UnitActList, UnitCard } from '../../server/contract/units.ts'
import { aParticipant, call } from '../helpers/participant.ts'
import { pinnedClock } from '../helpers/pinned.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { openUnitsStage } from './units-stage.ts'

const noonOf = (day: string) => Date.parse(`${day}T12:00:00+07:00`)
const inVietnam = (day: string) => ({ clock: pinnedClock(noonOf(day)) })

describe('what was so on a day stays so', () => {
  test('a rename, a move, a merge and a closing, each from its own day on', async () => {
    const { create, act, move, merge, treeOn, idOf } = await openUnitsStage(undefined, inVietnam('2026-06-15'))
    expect((await create('X3', 'Xã Cẩm Hà', await idOf('T'), { effectiveOn: '2025-01-01' })).status).toBe(200)
    expect((await act('X1', 'renaming', { name: 'Phường  An Bình', effectiveOn: '2025-03-01' })).body.name).toBe('Phường An Bình')
    expect((await move('C3', 'X3', { effectiveOn: '2025-07-01' })).status).toBe(200)
    expect(
      (await merge(['X1', 'X2'], { code: 'X4', name: 'Phường Trà Giang', parentId: await idOf('T') }, { effectiveOn: '2026-01-01' })).status,
    ).toBe(200)
    expect((await act('C1', 'closing', { effectiveOn: '2026-06-01' })).status).toBe(200)

    const oldNames = [
      'T Tỉnh Trà Giang',
      '  X1 Xã An Bình',
      '    C2 Chi đoàn Công an',
      '    C1 Chi đoàn Trường học',
      '  X2 Xã Bình Minh',
      '    C3 Chi đoàn Thôn Đông',
    ]
    expect(await treeOn('2024-12-31')).toEqual(oldNames)
    expect(await treeOn('2025-01-01')).toEqual([...oldNames, '  X3 Xã Cẩm Hà'])
    expect(await treeOn('2025-12-31')).toEqual([
      'T Tỉnh Trà Giang',
      '  X1 Phường An Bình',
      '    C2 Chi đoàn Công an',
      '    C1 Chi đoàn Trường học',
      '  X2 Xã Bình Minh',
      '  X3 Xã Cẩm Hà',
      '    C3 Chi đoàn Thôn Đông',
    ])
    expect(await treeOn('2026-01-01')).toEqual([
      'T Tỉnh Trà Giang',
      '  X4 Phường Trà Giang',
      '    C2 Chi đoàn Công an',
      '    C1 Chi đoàn Trường học',
      '  X3 Xã Cẩm Hà',
      '    C3 Chi đoàn Thôn Đông',
    ])
    expect(await treeOn()).not.toContain('    C1 Chi đoàn Trường học')
  })

  test('a planned act takes effect by itself when its day comes in Vietnam, and can be called off before', async () => {
    const clock = pinnedClock(Date.parse('2026-12-31T23:59:59+07:00'))
    const { act, move, card, owner, origin, idOf, app, database } = await openUnitsStage(undefined, { clock })
    const { slug } = await seedContest({ app, database })
    const found = async (text: string) =>
      (await call<UnitList>(origin, 'GET', `/api/v1/contests/${slug}/units?search=${encodeURIComponent(text)}`)).body.units
    await act('X1', 'renaming', { name: 'Phường Mới', effectiveOn: '2027-01-01' })
    await move('C1', 'X2', { effectiveOn: '2027-01-01' })
    expect([(await card('X1')).name, (await card('C1')).trail.map(({ name }) => name)]).toEqual(['Xã An Bình', ['Tỉnh Trà Giang', 'Xã An Bình']])
    expect(await found('phuong moi')).toEqual([])
    const planned = (await owner.ask<UnitActList>('GET', '/units/acts?planned=true')).body.acts
    expect(planned.map(({ kind, state, unitId }) => [kind, state, unitId])).toEqual([
      ['unit.move', 'planned', await idOf('C1')],
      ['unit.rename', 'planned', await idOf('X1')],
    ])
    expect((await owner.ask('DELETE', `/units/acts/${planned[0]?.number}`)).status).toBe(204)
    expect((await owner.ask('DELETE', `/units/acts/${planned[0]?.number}`)).problem.code).toBe('UNIT_ACT_IN_FORCE')

    clock.moveTo(Date.parse('2027-01-01T00:00:00+07:00'))
    expect((await found('phuong moi')).map(({ name }) => name)).toEqual(['Phường Mới'])
    expect((await found('an binh'))[0]).toMatchObject({ name: 'Phường Mới', formerName: 'Xã An Bình' })
    expect((await card('C1')).trail.map(({ name }) => name)).toEqual(['Tỉnh Trà Giang', 'Phường Mới'])
    expect((await owner.ask('DELETE', `/units/acts/${planned[1]?.number}`)).problem.code).toBe('UNIT_ACT_IN_FORCE')
  })

  test('the card tells the whole life of a unit', async () => {
    const { act, merge, card } = await openUnitsStage(undefined, inVietnam('2026-06-15'))
    await act('X1', 'headcounts', { headcount: 120, effectiveOn: '2025-01-01' })
    await act('X2', 'headcounts', { headcount: 80, effectiveOn: '2025-01-01' })
    await merge(['X1'], 'X2', { effectiveOn: '2025-07-01', reason: 'Nghị quyết 202' })
    expect(await card('X1')).toMatchObject({
      isOpen: false,
      history: {
        lives: [
          { from: null, isOpen: true },
          { from: '2025-07-01', isOpen: false },
        ],
        successors: [{ name: 'Xã Bình Minh', shareThousandths: 1_000 }],
      },
    })
    expect(await card('X2')).toMatchObject({ headcount: { headcount: 200, on: '2025-07-01' }, history: { predecessors: [{ name: 'Xã An Bình' }] } })
  })
})

describe('acts', () => {
  test('what a merge moves is counted before it happens', async () => {
    const running = await openUnitsStage()
    const contest = await seedContest(running)
    for (const code of ['C1', 'C1', 'C3']) {
      const person = await aParticipant(running.origin, contest, { unitId: contest.unitIds[code] })
      await person.attempt((await person.start()).body).submit()
    }
    await aParticipant(running.origin, contest, { unitId: contest.unitIds.X1 })
    await running.create('C4', 'Chi đoàn Công an', await running.idOf('X2'))
    const body = { units: [await running.seen('X1')], into: await running.seen('X2') }
    expect((await running.owner.ask<MergePreview>('POST', '/units/merges/preview', body)).body).toMatchObject({
      units: [{ name: 'Xã An Bình', unitsBelow: 2, members: 0, contestants: 3, results: 2, headcount: null }],
      into: { name: 'Xã Bình Minh' },
      movedUnits: 2,
      sameNames: ['Chi đoàn Công an'],
      plannedActs: 0,
    })
    expect(await running.treeOn()).toContain('  X1 Xã An Bình')
  })

  test('a split shares out what stands below', async () => {
    const { act, card, idOf, treeOn } = await openUnitsStage()
    const parentId = await idOf('T')
    const answer = await act('X1', 'split', {
      into: [
        { unit: { code: 'X5', name: 'Xã Đông', parentId }, shareThousandths: 700 },
        { unit: { code: 'X6', name: 'Xã Tây', parentId }, shareThousandths: 300 },
      ],
      unitsBelow: [{ id: await idOf('C2'), to: 1 }],
    })
    expect(answer.status).toBe(200)
    expect(await treeOn()).toEqual([
      'T Tỉnh Trà Giang',
      '  X2 Xã Bình Minh',
      '    C3 Chi đoàn Thôn Đông',
      '  X5 Xã Đông',
      '    C1 Chi đoàn Trường học',
      '  X6 Xã Tây',
      '    C2 Chi đoàn Công an',
    ])
    expect((await card('X1')).history.successors.map(({ name, shareThousandths }) => [name, shareThousandths])).toEqual([
      ['Xã Đông', 700],
      ['Xã Tây', 300],
    ])
  })

  test('a branch closes as a whole or not at all, and opens again', async () => {
    const { act, treeOn } = await openUnitsStage()
    expect((await act('X1', 'closing')).problem.code).toBe('UNIT_HAS_UNITS')
    expect((await act('X1', 'closing', { withUnitsBelow: true })).status).toBe(200)
    expect(await treeOn()).toEqual(['T Tỉnh Trà Giang', '  X2 Xã Bình Minh', '    C3 Chi đoàn Thôn Đông'])
    expect((await act('C1', 'reopening')).problem.code).toBe('UNIT_CLOSED')
    expect((await act('X1', 'reopening')).status).toBe(200)
    expect((await act('X1', 'reopening')).problem.code).toBe('UNIT_STILL_OPEN')
    expect((await act('C1', 'reopening')).status).toBe(200)
    expect(await treeOn()).toContain('    C1 Chi đoàn Trường học')
  })

  test('colours, logo and names of levels come from the nearest unit above that has them', async () => {
    const { owner, seen, card, origin } = await openUnitsStage()
    const describe = async (code: string, body: object) => {
      const { id, version } = await seen(code)
      expect((await owner.ask<UnitCard>('PATCH', `/units/${id}`, { actionId: randomUUID(), version, ...body })).problem).toMatchObject({ id })
    }
    await describe('T', { colours: { main: '#0044aa' }, levelNames: ['Tỉnh', 'Xã', 'Chi đoàn'], contact: { phone: '0259 000' } })
    await describe('X1', { colours: { main: '#aa0000' }, levelNames: ['Phường'], aliases: ['An Bình Đông'] })
    const look = async (code: string) => (await card(code)).look
    expect([await look('X2'), await look('X1'), await look('C1')]).toMatchObject([
      { colours: { main: '#0044aa' }, levelName: 'Xã' },
      { colours: { main: '#aa0000' }, levelName: 'Phường' },
      { colours: { main: '#aa0000' }, levelName: 'Chi đoàn' },
    ])
    const sharp = (await import('sharp')).default
    const png = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#123456' } })
      .png()
      .toBuffer()
    const send = async (bytes: Buffer) => {
      const form = new FormData()
      form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), 'logo.png')
      const { id, version } = await seen('T')
      return fetch(`${origin}/api/v1/staff/units/${id}/logo?version=${version}&actionId=${randomUUID()}`, {
        method: 'PUT',
        headers: owner.headers,
        body: form,
      })
    }
    expect((await send(png)).status).toBe(200)
    const { logoDigest } = await look('C3')
    const shown = await fetch(`${origin}/api/v1/unit-logos/${logoDigest}`)
    expect([shown.status, shown.headers.get('content-type')?.startsWith('image/')]).toEqual([200, true])
    expect((await send(Buffer.from('<svg onload="alert(1)"/>'))).status).toBe(422)
  })
})
