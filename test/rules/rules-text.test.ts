import { describe, expect, test } from 'vitest'
import { ContestRules } from '../../server/contract/contest-rules.ts'
import type { PrivacySettings } from '../../server/contract/privacy.ts'
import { RoundRules } from '../../server/contract/round-rules.ts'
import { type ClauseName, clauseNames } from '../../server/contract/rules-text.ts'
import { usualRules } from '../../server/features/contests/round-settings.ts'
import { clauseText, misplacedClauses, rulesText, usualBlocks } from '../../server/features/rules-text/rules-text.ts'
import type { ToldContest, ToldRound } from '../../server/features/rules-text/told-contest.ts'
import { soundContestRules } from '../helpers/sound-settings.ts'

const aRound = (changes: Partial<ToldRound> = {}, rules: Partial<RoundRules> = {}): ToldRound => ({
  id: 1,
  title: 'Tuần 1',
  opensAt: new Date('2026-06-01T02:00:00Z'),
  closesAt: new Date('2026-06-07T10:00:00Z'),
  freezesAt: null,
  needsAccessCode: false,
  paper: { questionCount: 20, maxScoreThousandths: 100_000, shuffleQuestions: false, shuffleOptions: false },
  ...changes,
  rules: { ...usualRules, ...rules },
})

const aContest = (changes: Partial<ToldContest> = {}, settings: Partial<ContestRules> = {}): ToldContest => ({
  rounds: [aRound()],
  form: { identity: 'phone' },
  privacy: {},
  unitNames: new Map([[7, 'Xã An Bình']]),
  unitLevels: ['Tỉnh', 'Xã', 'Chi đoàn'],
  ...changes,
  settings: { ...soundContestRules, ...settings },
})

const cumulative = { counts: 'sum' as const, bestRounds: null, ranking: [{ key: 'score' as const }], places: 'shared' as const }
const prediction = { asks: 'entrants' as const, counts: 'people' as const, countsVoided: false, attempt: 'counting' as const }
const group = { id: 'tre', title: 'Trẻ', titleEn: 'Young', from: 16, to: 30 }
const ageGroups = { on: '2026-06-01', groups: [group] }
const size = { id: 'lon', title: 'Lớn', titleEn: 'Large', from: 1_000, to: null }
const race = {
  id: 'xa',
  title: 'Thi đua các xã',
  titleEn: 'Communes',
  depth: 1,
  by: 'mean' as const,
  bestPeople: 10,
  leastEntrants: 5,
  sizeClasses: [],
}
const prize = { id: 'nhat', title: 'Giải Nhất', titleEn: 'First', count: 1, for: { kind: 'person' as const, roundId: 1 } }

type Told = readonly [ClauseName, from: ToldContest, to: ToldContest]
const told = (clause: ClauseName, to: ToldContest, from = aContest()): Told => [clause, from, to]
const round = (clause: ClauseName, rules: Partial<RoundRules>, from: Partial<RoundRules> = {}): Told => [
  clause,
  aContest({ rounds: [aRound({}, from)] }),
  aContest({ rounds: [aRound({}, { ...from, ...rules })] }),
]
const contest = (clause: ClauseName, settings: Partial<ContestRules>, from: Partial<ContestRules> = {}): Told => [
  clause,
  aContest({}, from),
  aContest({}, { ...from, ...settings }),
]
const eligible = (eligibility: RoundRules['eligibility'], from: RoundRules['eligibility'] = {}) =>
  round('eligibility', { eligibility }, { eligibility: from })
const predicted = (changes: Partial<typeof prediction> | { asks: 'free' }) =>
  round('prediction', { prediction: { ...prediction, ...changes } }, { prediction })
const raced = (changes: Partial<ContestRules['unitRaces'][number]>) =>
  contest('unit-races', { unitRaces: [{ ...race, ...changes }] }, { unitRaces: [race] })
const grouped = (changes: Partial<typeof group>) =>
  contest('age-groups', { ageGroups: { on: '2026-06-01', groups: [{ ...group, ...changes }] } }, { ageGroups })
const sized = (changes: Partial<ContestRules['unitRaces'][number]['sizeClasses'][number]>) =>
  contest('unit-races', { unitRaces: [{ ...race, sizeClasses: [{ ...size, ...changes }] }] }, { unitRaces: [{ ...race, sizeClasses: [size] }] })
const summed = (changes: Partial<typeof cumulative> | { counts: 'mean' } | { bestRounds: number } | { places: 'unique' }) =>
  contest('cumulative', { cumulative: { ...cumulative, ...changes } }, { cumulative })
const awarded = (to: Partial<ContestRules['prizes'][number]>, from: Partial<ContestRules['prizes'][number]> = {}) => {
  const around = { unitRaces: [{ ...race, sizeClasses: [size] }], ageGroups }
  return contest('prizes', { prizes: [{ ...prize, ...from, ...to }] }, { ...around, prizes: [{ ...prize, ...from }] })
}

/** What is not in the rules text, and why. */
const isOnlyAName = 'ties lines together, nobody reads it'
/** For every field of the settings: a change of it, and the clause that must then say something else. */
const roundFields: Record<string, Told | readonly Told[] | string> = {
  durationSeconds: round('attempts', { durationSeconds: 1_200 }),
  graceSeconds: [round('answering', { graceSeconds: 5 }), round('answering', { graceSeconds: 0 })],
  attemptsAllowed: [round('attempts', { attemptsAllowed: 3 }), round('attempts', { attemptsAllowed: null })],
  pauseSeconds: round('attempts', { pauseSeconds: 3_600 }, { attemptsAllowed: 2 }),
  counts: (['first', 'last', 'sum', 'mean'] as const).map((counts) => round('attempts', { counts }, { attemptsAllowed: 2 })),
  navigation: (['forward-only', 'one-by-one'] as const).map((navigation) => round('answering', { navigation })),
  wrongThousandths: round('points', { wrongThousandths: -2_000 }),
  blankThousandths: round('points', { blankThousandths: -500 }),
  ranking: [
    round('ranking', { ranking: [{ key: 'score' }] }),
    round('ranking', { ranking: [{ key: 'durationMs', over: 'sum' }] }, { ranking: [{ key: 'durationMs' }] }),
  ],
  places: round('ranking', { places: 'unique' }),
  'reveal.when': (['never', 'after-round', 'after-publication'] as const).map((when) => round('reveal', { reveal: { when, shows: 'score' } })),
  'reveal.shows': (['answers', 'explanations'] as const).map((shows) => round('reveal', { reveal: { when: 'after-attempt', shows } })),
  'eligibility.ageOn': eligible({ minimumAge: 16, ageOn: '2026-01-01' }, { minimumAge: 16 }),
  'eligibility.minimumAge': eligible({ minimumAge: 16 }),
  'eligibility.maximumAge': eligible({ maximumAge: 30 }),
  'eligibility.unitIds': eligible({ unitIds: [7] }),
  'eligibility.occupations': eligible({ occupations: ['Giáo viên'] }),
  'eligibility.isForMembers': eligible({ isForMembers: true }),
  'prediction.asks': [
    round('prediction', { prediction }),
    ...(['all-correct', 'all-correct-percentage', 'free'] as const).map((asks) => predicted({ asks } as never)),
  ],
  'prediction.counts': predicted({ counts: 'entries' } as never),
  'prediction.countsVoided': predicted({ countsVoided: true }),
  'prediction.attempt': [predicted({ attempt: 'first' } as never), predicted({ attempt: 'last' } as never)],
  publicCounts: round('public-counts', { publicCounts: 'hidden' }),
  isPractice: [round('eligibility', { isPractice: true }), round('rounds', { isPractice: true })],
}

const contestFields: Record<string, Told | readonly Told[] | string> = {
  announcedAt: contest('registration', { announcedAt: '2026-05-21T00:00:00Z' }),
  registrationOpensAt: contest('registration', { registrationOpensAt: '2026-05-21T00:00:00Z' }),
  registrationClosesAt: contest('registration', { registrationClosesAt: '2026-06-02T00:00:00Z' }),
  reviewHours: [contest('review', { reviewHours: 24 }), contest('review', { reviewHours: 0 })],
  'cumulative.counts': [contest('cumulative', { cumulative }), summed({ counts: 'mean' })],
  'cumulative.bestRounds': summed({ bestRounds: 6 }),
  'cumulative.ranking': summed({ ranking: [{ key: 'score' }, { key: 'durationMs' }] } as never),
  'cumulative.places': summed({ places: 'unique' }),
  'ageGroups.on': contest('age-groups', { ageGroups: { ...ageGroups, on: '2026-01-01' } }, { ageGroups }),
  'ageGroups.groups.id': isOnlyAName,
  'ageGroups.groups.title': grouped({ title: 'Thanh niên', titleEn: 'Youth' }),
  'ageGroups.groups.titleEn': grouped({ titleEn: 'Youth', title: 'Thanh niên' }),
  'ageGroups.groups.from': [grouped({ from: 18 }), grouped({ from: null } as never)],
  'ageGroups.groups.to': [grouped({ to: 35 }), grouped({ to: null } as never)],
  'unitRaces.id': isOnlyAName,
  'unitRaces.title': raced({ title: 'Các xã, phường', titleEn: 'Wards' }),
  'unitRaces.titleEn': raced({ title: 'Các xã, phường', titleEn: 'Wards' }),
  'unitRaces.depth': [raced({ depth: 2 }), raced({ depth: 9 })],
  'unitRaces.by': (['entrants', 'entries', 'rate', 'median', 'total'] as const).map((by) => raced({ by })),
  'unitRaces.bestPeople': raced({ bestPeople: null }),
  'unitRaces.leastEntrants': [raced({ leastEntrants: 3 }), raced({ leastEntrants: 0 })],
  'unitRaces.sizeClasses.id': isOnlyAName,
  'unitRaces.sizeClasses.title': [raced({ sizeClasses: [size] }), sized({ title: 'Rất lớn', titleEn: 'Huge' })],
  'unitRaces.sizeClasses.titleEn': sized({ title: 'Rất lớn', titleEn: 'Huge' }),
  'unitRaces.sizeClasses.from': sized({ from: 2_000 }),
  'unitRaces.sizeClasses.to': sized({ to: 9_000 }),
  'prizes.id': isOnlyAName,
  'prizes.title': [contest('prizes', { prizes: [prize] }), awarded({ title: 'Giải Nhì', titleEn: 'Second' })],
  'prizes.titleEn': awarded({ title: 'Giải Nhì', titleEn: 'Second' }),
  'prizes.worth': awarded({ worth: '5.000.000 đ' }),
  'prizes.count': awarded({ count: 3 }),
  'prizes.for.kind': [awarded({ for: { kind: 'unit', raceId: 'xa' } }), awarded({ for: { kind: 'most-entries', roundId: 1 } })],
  'prizes.for.roundId': awarded({ for: { kind: 'person', roundId: null } }),
  'prizes.for.ageGroupId': awarded({ for: { kind: 'person', roundId: 1, ageGroupId: 'tre' } }),
  'prizes.for.raceId': awarded({ for: { kind: 'unit', raceId: 'huyen' } }, { for: { kind: 'unit', raceId: 'xa' } }),
  'prizes.for.sizeClassId': awarded({ for: { kind: 'unit', raceId: 'xa', sizeClassId: 'lon' } }, { for: { kind: 'unit', raceId: 'xa' } }),
  onePrizeEach: contest('prizes', { onePrizeEach: false }, { prizes: [prize] }),
  'supportLimits.mostMinutes': [contest('incidents', { supportLimits: { mostMinutes: 10, mostTimes: 3 } })],
  'supportLimits.mostTimes': [
    contest('incidents', { supportLimits: { mostMinutes: 15, mostTimes: 2 } }),
    contest('incidents', { supportLimits: { mostMinutes: 15, mostTimes: 0 } }),
  ],
}

/** Every leaf of a schema, "a.b" for what stands inside; lists and alternatives are looked into. */
function fieldsOf(schema: unknown, path = ''): string[] {
  const { properties, items, anyOf } = schema as { properties?: Record<string, unknown>; items?: unknown; anyOf?: unknown[] }
  if (properties) return Object.entries(properties).flatMap(([name, inner]) => fieldsOf(inner, path === '' ? name : `${path}.${name}`))
  // a ranking is one thing that the ranking clause says as a whole
  if (items && !path.endsWith('ranking')) return fieldsOf(items, path)
  if (anyOf)
    return [...new Set(anyOf.flatMap((one) => fieldsOf(one, path)))].filter((one, _index, all) => !all.some((other) => other.startsWith(`${one}.`)))
  return [path]
}

describe.each([
  ['a round', RoundRules, roundFields],
  ['a contest', ContestRules, contestFields],
] as const)('the rules text of %s', (_what, schema, fields) => {
  test('tells every setting there is, or says why not', () => {
    expect(Object.keys(fields).sort()).toEqual([...new Set(fieldsOf(schema))].sort())
  })

  const changes = Object.entries(fields).flatMap(([field, tells]) => {
    if (typeof tells === 'string') return []
    const all = (typeof tells[0] === 'string' ? [tells] : tells) as readonly Told[]
    return all.map((one) => [field, ...one] as const)
  })
  test.each(changes)('says something else when %s changes, in the clause %s and no other', (field, clause, from, to) => {
    for (const language of ['vi', 'en'] as const) {
      expect(clauseText(clause, to, language).join('\n')).not.toBe(clauseText(clause, from, language).join('\n'))
      const others = clauseNames.filter(
        (name) => name !== clause && !(field === 'isPractice' && name === 'rounds') && !(field === 'isPractice' && name === 'eligibility'),
      )
      for (const other of others) expect(clauseText(other, to, language)).toEqual(clauseText(other, from, language))
    }
  })
})

describe('beside the settings', () => {
  const retention = { eraseAt: '2027-01-01T00:00:00Z', rule: 'Quyết định 12' }
  const idNumber = { purpose: 'trao giải', until: '2026-12-31T17:00:00Z' }
  test.each<[string, Told]>([
    ['the window', told('rounds', aContest({ rounds: [aRound({ closesAt: new Date('2026-06-08T10:00:00Z') })] }))],
    ['the freeze', told('public-counts', aContest({ rounds: [aRound({ freezesAt: new Date('2026-06-07T08:00:00Z') })] }))],
    ['the access code', told('eligibility', aContest({ rounds: [aRound({ needsAccessCode: true })] }))],
    ['the number of questions', told('attempts', aContest({ rounds: [aRound({ paper: { ...aRound().paper!, questionCount: 30 } })] }))],
    ['the most points', told('points', aContest({ rounds: [aRound({ paper: { ...aRound().paper!, maxScoreThousandths: 10_000 } })] }))],
    ['shuffled questions', told('answering', aContest({ rounds: [aRound({ paper: { ...aRound().paper!, shuffleQuestions: true } })] }))],
    ['shuffled options', told('answering', aContest({ rounds: [aRound({ paper: { ...aRound().paper!, shuffleOptions: true } })] }))],
    ['the identity', told('registration', aContest({ form: { identity: 'email' } }))],
    ['the list of the form', told('registration', aContest({ form: { identity: 'phone', isForMembers: true } }))],
    ['the end of the data', told('personal-data', aContest({ privacy: { retention } satisfies PrivacySettings }))],
    ['the purpose of ID numbers', told('personal-data', aContest({ privacy: { idNumber } satisfies PrivacySettings }))],
  ])('%s is told', (_what, [clause, from, to]) => {
    for (const language of ['vi', 'en'] as const) expect(clauseText(clause, to, language)).not.toEqual(clauseText(clause, from, language))
  })
})

test('rounds that say the same are told once, others by name', () => {
  const rounds = [aRound(), aRound({ id: 2, title: 'Tuần 2' }), aRound({ id: 3, title: 'Chung kết' }, { wrongThousandths: -2_000 })]
  expect(clauseText('points', aContest({ rounds: rounds.slice(0, 2) }), 'vi')).toEqual([
    'Điểm tối đa của một bài thi là 100 điểm. Câu trả lời sai không bị trừ điểm. Câu bỏ trống không bị trừ điểm.',
  ])
  expect(clauseText('points', aContest({ rounds }), 'vi')).toEqual([
    'Tuần 1, Tuần 2: Điểm tối đa của một bài thi là 100 điểm. Câu trả lời sai không bị trừ điểm. Câu bỏ trống không bị trừ điểm.',
    'Chung kết: Điểm tối đa của một bài thi là 100 điểm. Mỗi câu trả lời không được điểm bị trừ 2 điểm. Câu bỏ trống không bị trừ điểm. Câu tự luận, câu dự đoán và câu đã bị hủy hoặc sửa đáp án không bị trừ điểm.',
  ])
})

test('own paragraphs stand where they were put, in the language of the reader', () => {
  const blocks = [{ own: 'Mục đích.', ownEn: 'Purpose.' }, { clause: 'points' as const }, { own: 'Mọi thắc mắc xin gọi 0900.' }]
  const [contest_, clause] = [aContest(), clauseText('points', aContest(), 'en')]
  expect(rulesText(blocks, contest_, 'en')).toEqual(['Purpose.', ...clause, 'Mọi thắc mắc xin gọi 0900.'])
  expect(rulesText(blocks, contest_, 'vi')[0]).toBe('Mục đích.')
})

test('no clause can be left out or told twice', () => {
  expect(misplacedClauses(usualBlocks)).toEqual([])
  expect(misplacedClauses([...usualBlocks, { clause: 'points' }])).toEqual(['points'])
  expect(misplacedClauses(usualBlocks.filter((block) => !('clause' in block && block.clause === 'reveal')))).toEqual(['reveal'])
})

test('a whole text reads well', () => {
  expect(rulesText(usualBlocks, aContest({}, { prizes: [prize] }), 'vi').join('\n')).toMatchInlineSnapshot(`
    "Đăng ký từ 07:00 ngày 20/05/2026 đến khi kỳ thi cuối cùng đóng. Mỗi số điện thoại chỉ đăng ký được một lần.
    Tuần 1: từ 09:00 ngày 01/06/2026 đến 17:00 ngày 07/06/2026.
    Mọi người đã đăng ký đều được dự thi.
    Mỗi bài thi có 20 câu hỏi, làm trong 15 phút. Mỗi người được thi 1 lượt. Bài thi kết thúc khi nộp, khi hết giờ hoặc khi kỳ thi đóng; mất mạng hay thoát ra không làm mất lượt thi.
    Có thể làm các câu theo thứ tự bất kỳ và sửa câu trả lời cho đến khi nộp bài. Câu trả lời đến máy chủ trong vòng 2 giây sau khi hết giờ vẫn được tính; đến muộn hơn thì không. Giờ của máy chủ là giờ duy nhất có giá trị.
    Điểm tối đa của một bài thi là 100 điểm. Câu trả lời sai không bị trừ điểm. Câu bỏ trống không bị trừ điểm.
    Xếp hạng lần lượt theo: điểm cao hơn; thời gian làm bài ngắn hơn; nộp bài sớm hơn. Người bằng nhau ở mọi tiêu chí cùng đứng một hạng.
    Cơ cấu giải thưởng:
    Giải Nhất: 1 giải, trao cho cá nhân theo bảng xếp hạng Tuần 1.
    Mỗi người chỉ nhận một giải, là giải cao nhất.
    Thành viên ban tổ chức và người bị loại khỏi giải vẫn được xếp hạng nhưng không nhận giải.
    Số người dự thi được công khai trong khi kỳ thi diễn ra.
    Người dự thi xem được điểm của mình ngay sau khi nộp bài.
    Khi có sự cố, ban tổ chức có thể kéo dài thời gian làm bài của mọi người đang thi, có lý do và thông báo công khai. Bộ phận hỗ trợ có thể cho một bài thi thêm tối đa 15 phút mỗi lần, không quá 3 lần; mọi lần đều được ghi lại.
    Khiếu nại về kết quả được nhận trong 3 ngày sau khi kỳ thi cuối cùng đóng; sau đó kết quả mới được chốt."
  `)
})
