import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { UnitList } from '../../server/contract/contests.ts'
import type { StaffUnitList } from '../../server/contract/units.ts'
import { provinces2025 } from '../../server/features/units/data/provinces-2025.ts'
import { call } from '../helpers/participant.ts'
import { seedContest } from '../helpers/test-contest.ts'
import { openUnitsStage } from './units-stage.ts'

const { unchanged, formed } = provinces2025
const today = [...unchanged, ...formed]
const former = [...unchanged, ...formed.flatMap(({ from }) => from)]
const distinct = (texts: readonly string[]) => new Set(texts).size

test('34 provinces of 63: 11 unchanged, 23 formed, 6 cities run by the centre', () => {
  expect([unchanged.length, formed.length, today.length, former.length]).toEqual([11, 23, 34, 63])
  expect(
    today
      .filter(({ name }) => name.startsWith('Thành phố '))
      .map(({ name }) => name.replace('Thành phố ', ''))
      .sort(),
  ).toEqual(['Cần Thơ', 'Huế', 'Hà Nội', 'Hải Phòng', 'Hồ Chí Minh', 'Đà Nẵng'].sort())
  expect(today.filter(({ name }) => name.startsWith('Tỉnh '))).toHaveLength(28)
})

test('each former province goes into exactly one, no name and no code stands twice, and all is NFC', () => {
  expect([distinct(today.map(({ name }) => name)), distinct(former.map(({ name }) => name))]).toEqual([34, 63])
  const all = [...today, ...formed.flatMap(({ from }) => from)]
  expect(distinct(all.map(({ code }) => code))).toBe(34 + 52)
  expect(
    all.flatMap(({ name, aliases = [] }) => [name, ...aliases]).filter((name) => name !== name.normalize('NFC') || name !== name.trim()),
  ).toEqual([])
  expect(today.every(({ code }) => /^\d\d$/.test(code))).toBe(true)
  // whoever keeps its name is one of those it was formed of
  expect(formed.filter(({ name, from }) => !from.some((one) => one.name === name))).toEqual([])
})

test('taken over, an old name leads to the province of today, and both trees can be read', async () => {
  const running = await openUnitsStage([])
  const body = { actionId: randomUUID(), parentId: null }
  const start = () => running.owner.ask('POST', '/units/starters/provinces-2025', body)
  expect((await Promise.all([start(), start()])).map(({ status }) => status)).toEqual([204, 204])
  const countOn = async (day: string) => (await running.owner.ask<StaffUnitList>('GET', `/units?day=${day}`)).body.total
  expect([await countOn('2025-06-30'), await countOn('2025-07-01')]).toEqual([63, 34])
  const { slug } = await seedContest(running)
  const found = async (text: string) =>
    (await call<UnitList>(running.origin, 'GET', `/api/v1/contests/${slug}/units?search=${encodeURIComponent(text)}`)).body.units.map(
      ({ name, formerName }) => [name, formerName],
    )
  expect(await found('binh duong')).toEqual([['Thành phố Hồ Chí Minh', 'Tỉnh Bình Dương']])
  expect(await found('Bà Rịa')).toEqual([['Thành phố Hồ Chí Minh', 'Tỉnh Bà Rịa - Vũng Tàu']])
  expect(await found('tp hcm')).toEqual([['Thành phố Hồ Chí Minh', 'TP. HCM']])
  expect(await found('Thừa Thiên')).toEqual([['Thành phố Huế', 'Tỉnh Thừa Thiên Huế']])
  expect(await found('Tuyên Quang')).toEqual([['Tỉnh Tuyên Quang', undefined]])
  expect((await found('quảng')).map(([name]) => name)).toEqual(expect.arrayContaining(['Tỉnh Quảng Ninh', 'Thành phố Đà Nẵng']))
})
