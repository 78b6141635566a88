import { beforeAll, describe, expect, test } from 'vitest'
import { readingFloorMs } from '../../question-bank/reading-floor.ts'
import { deviceMark, fewestWrongToCompare, isTooFast, timingOf, wrongDigest } from '../../server/features/integrity/checks.ts'
import { afterFile } from '../helpers/after-file.ts'
import { eventually } from '../helpers/eventually.ts'
import { aParticipant, optionsOf } from '../helpers/participant.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

describe('the three checks', () => {
  test('a syllable is a word of Vietnamese writing, four of them a second', () => {
    const question = { type: 'single-choice' as const, stem: 'Thủ đô của Việt Nam?', options: ['Hà Nội', 'Huế'] }
    expect(readingFloorMs([question])).toBe(2_000)
    expect(readingFloorMs(Array.from({ length: 50 }, () => question))).toBe(100_000)
  })

  test('full marks faster than reading is worth a look, fewer marks or more time is not', () => {
    const attempt = { scoreThousandths: 20_000, durationMs: 45_000 }
    expect(isTooFast(attempt, 20_000, 100_000)).toBe(true)
    expect(isTooFast({ ...attempt, scoreThousandths: 19_000 }, 20_000, 100_000)).toBe(false)
    expect(isTooFast({ ...attempt, durationMs: 100_000 }, 20_000, 100_000)).toBe(false)
  })

  test.each([
    [
      'one after the other',
      [
        [0, 10],
        [15, 20],
        [50, 60],
      ],
      { atOnce: 0, longestOverlapMs: 0, shortestPauseMs: 5 },
    ],
    [
      'two at once and one later',
      [
        [0, 10],
        [4, 20],
        [50, 60],
      ],
      { atOnce: 2, longestOverlapMs: 6, shortestPauseMs: 30 },
    ],
    [
      'all at once, one within another',
      [
        [0, 100],
        [10, 30],
        [5, 90],
      ],
      { atOnce: 3, longestOverlapMs: 85, shortestPauseMs: null },
    ],
    [
      'the next began the moment the first ended',
      [
        [0, 10],
        [10, 20],
      ],
      { atOnce: 0, longestOverlapMs: 0, shortestPauseMs: 0 },
    ],
    ['one alone', [[0, 10]], { atOnce: 0, longestOverlapMs: 0, shortestPauseMs: null }],
  ] as const)('how attempts lie in time: %s', (_how, spans, timing) => {
    expect(timingOf(spans.map(([startedAtMs, endedAtMs]) => ({ startedAtMs, endedAtMs })))).toEqual(timing)
  })

  test('equal wrong answers are found whatever the order of questions, and a few prove nothing', () => {
    const wrong = Array.from({ length: fewestWrongToCompare }, (_, index) => ({ revisionId: `r${index}`, chosen: String(index) }))
    expect(wrongDigest([...wrong].reverse())).toEqual(wrongDigest(wrong))
    expect(wrongDigest(wrong.map((one) => ({ ...one, chosen: '9' })))).not.toEqual(wrongDigest(wrong))
    expect(wrongDigest(wrong.slice(1))).toBeNull()
  })
})

describe('after people have taken part', () => {
  const closing = afterFile()
  let running: TestApp
  let contest: TestContest
  beforeAll(async () => {
    running = await startTestApp({}, closing)
    // one pool of five: everybody has the same questions in another order; the right option ends in "một"
    contest = await seedContest(running, { questionCount: 5, poolSize: 5, correct: () => 0 })
  })

  async function takePart(changes: Record<string, unknown>, choose: string) {
    const person = await aParticipant(running.origin, contest, changes)
    const { body } = await person.start()
    await person.attempt(body).save(
      body.questions.map((question, position) =>
        person.aTap(
          position,
          optionsOf(question).findIndex((option) => option.endsWith(choose)),
        ),
      ),
    )
    await person.attempt(body).submit()
    return body.attemptId
  }
  const findings = async (kind: string) => {
    // other tests share the server, and a transaction of theirs that runs holds back what may be read
    await eventually('the checks have seen every scoring', async () => {
      await running.app.features.integrity.run()
      const missed = await running.database.sql`
        select from standings s left join job_cursors c on c.name = 'integrity ' || s.contest_id where c.seen_below is null or s.written_by >= c.seen_below`
      return missed.length === 0
    })
    return (await running.app.features.integrity.findings(contest.slug, 'vi')).list.findings.filter((finding) => finding.kind === kind)
  }

  test('a full mark in less than reading time opens one line with its numbers', async () => {
    const attemptId = await takePart({ fullName: 'Lê Văn Nhanh' }, 'một')
    const [finding, ...others] = await findings('too-fast')
    expect(others).toEqual([])
    expect(finding?.attempts).toMatchObject([{ attemptId, name: 'Lê Văn Nhanh', scoreThousandths: 5_000 }])
    expect(finding?.evidence.map((line) => line.label)).toEqual(
      expect.arrayContaining(['Thời gian làm bài (giây)', 'Thời gian tối thiểu để đọc hết đề (giây)']),
    )
  })

  test('an official reads the numbers in the language of the console', async () => {
    await takePart({}, 'một')
    await findings('too-fast')
    const { findings: inEnglish } = (await running.app.features.integrity.findings(contest.slug, 'en')).list
    expect(inEnglish[0]?.evidence.map((line) => line.label)).toContain('Time taken (seconds)')
  })

  test('several people from one device open one line that grows; one person’s own attempts open none', async () => {
    expect(await findings('shared-device')).toEqual([])
    await takePart({ device: 'mot-may-chung' }, 'hai')
    await takePart({ device: 'mot-may-chung' }, 'ba')
    expect((await findings('shared-device')).map((finding) => finding.attempts.length)).toEqual([2])
    const third = await takePart({ device: 'mot-may-chung' }, 'bốn')
    const [finding, ...others] = await findings('shared-device')
    expect([finding?.attempts.length, others]).toEqual([3, []])
    // in the order of their starts, each with its times, and the device by a mark that is not its label
    expect(finding?.attempts.at(-1)?.attemptId).toBe(third)
    const times = finding?.attempts.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]) ?? []
    expect(times).toEqual([...times].sort())
    const evidence = Object.fromEntries(finding?.evidence.map(({ label, value }) => [label, value]) ?? [])
    expect(evidence).toMatchObject({ 'Thiết bị (dấu ẩn danh)': deviceMark('mot-may-chung'), 'Số lượt thi diễn ra cùng lúc': '0' })
    expect(Number(evidence['Hai lượt nối nhau cách ít nhất (giây)'])).toBeGreaterThanOrEqual(0)
    expect(JSON.stringify(finding)).not.toContain('mot-may-chung')
  })

  test('the same wrong answers from two people open a line, equal right ones do not', async () => {
    const before = (await findings('equal-wrong-answers')).length
    await takePart({}, 'một')
    await takePart({}, 'một')
    expect(await findings('equal-wrong-answers')).toHaveLength(before)
    await takePart({}, 'bốn')
    const [newest] = await findings('equal-wrong-answers')
    expect(newest?.attempts).toHaveLength(2)
    expect(newest?.evidence).toContainEqual({ label: 'Số câu sai giống hệt nhau', value: '5' })
  })
})
