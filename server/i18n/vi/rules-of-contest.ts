import type { AgeGroups, ContestRules, Cumulative, Prize, UnitRace } from '../../contract/contest-rules.ts'
import type { RuleWords, ToldContest, ToldRound } from '../../features/rules-text/told-contest.ts'
import { dayOf, momentOf, numberOf, spanOf } from './moments.ts'
import { rankingClause } from './rules.ts'
import { placesOf } from './rules-of-rounds.ts'

/** What holds for the whole contest. A sentence stands here only where the software does what it says. */
export const rulesOfContest: RuleWords['ofContest'] = {
  registration: (contest) => [registration(contest)],
  rounds: ({ rounds }) => rounds.map(windowOf),
  cumulative: ({ settings: { cumulative } }) => (cumulative ? [wholeResult(cumulative)] : []),
  'age-groups': ({ settings: { ageGroups } }) => (ageGroups ? [agesApart(ageGroups)] : []),
  'unit-races': ({ settings: { unitRaces }, unitLevels }) => unitRaces.map((race) => raceOf(race, unitLevels)),
  prizes: ({ settings, rounds }) => prizesOf(settings, rounds),
  incidents: ({ settings: { supportLimits } }) => [incidents(supportLimits)],
  review: ({ settings: { reviewHours } }) => [
    reviewHours > 0
      ? `Khiếu nại về kết quả được nhận trong ${spanOf(reviewHours * 3_600)} sau khi kỳ thi cuối cùng đóng; sau đó kết quả mới được chốt.`
      : 'Kết quả được chốt sau khi kỳ thi cuối cùng đóng.',
  ],
  'personal-data': ({ privacy }) => personalData(privacy),
}

const toldBy = { phone: 'số điện thoại', email: 'địa chỉ thư điện tử', idNumber: 'số định danh cá nhân', portal: 'tài khoản trên cổng' }

function registration({ settings: { announcedAt, registrationOpensAt, registrationClosesAt }, form }: ToldContest): string {
  const opens = registrationOpensAt ?? announcedAt
  const from = opens === null ? 'từ khi công bố cuộc thi' : `từ ${momentOf(new Date(opens))}`
  const until = registrationClosesAt === null ? 'đến khi kỳ thi cuối cùng đóng' : `đến ${momentOf(new Date(registrationClosesAt))}`
  return [
    `Đăng ký ${from} ${until}.`,
    `Mỗi ${toldBy[form.identity]} chỉ đăng ký được một lần.`,
    ...(form.isForMembers ? ['Chỉ người có tên trong danh sách của ban tổ chức hoặc vào từ cổng của cuộc thi mới đăng ký được.'] : []),
  ].join(' ')
}

function windowOf({ title, opensAt, closesAt, rules }: ToldRound): string {
  return `${title}${rules.isPractice ? ' (thi thử)' : ''}: từ ${momentOf(opensAt)} đến ${momentOf(closesAt)}.`
}

function wholeResult({ counts, bestRounds, ranking, places }: Cumulative): string {
  const of = bestRounds === null ? 'mọi kỳ thi tính điểm' : `${bestRounds} kỳ thi có điểm cao nhất của mỗi người`
  return `Kết quả chung cuộc là ${counts === 'sum' ? 'tổng' : 'trung bình'} kết quả của ${of}. ${rankingClause(ranking)} ${placesOf[places]}`
}

function agesApart({ on, groups }: AgeGroups): string {
  const lines = groups.map(({ title, from, to }) => {
    if (from === null) return to === null ? `${title} (mọi lứa tuổi)` : `${title} (đến ${to} tuổi)`
    return to === null ? `${title} (từ ${from} tuổi)` : `${title} (từ ${from} đến ${to} tuổi)`
  })
  return `Xếp hạng riêng theo nhóm tuổi, tính đến ngày ${dayOf(on)}: ${lines.join('; ')}.`
}

function formulaOf({ by, bestPeople }: UnitRace): string {
  const of = bestPeople === null ? 'mọi người dự thi' : `${numberOf(bestPeople)} người có điểm cao nhất`
  return {
    entrants: 'số người dự thi',
    entries: 'số lượt thi',
    rate: 'số người dự thi chia cho số thành viên của đơn vị',
    mean: `điểm trung bình của ${of}`,
    median: `điểm trung vị của ${of}`,
    total: `tổng điểm của ${of}`,
  }[by]
}

export function raceOf(race: UnitRace, unitLevels: readonly string[]): string {
  const { title, depth, leastEntrants, sizeClasses } = race
  const level = unitLevels[depth]
  const classes = sizeClasses.map(({ title: name, from, to }) =>
    to === null ? `${name} (từ ${numberOf(from)} thành viên)` : `${name} (từ ${numberOf(from)} đến ${numberOf(to)} thành viên)`,
  )
  return [
    `${title}: các đơn vị ${level === undefined ? `ở bậc ${depth + 1}` : `cấp ${level}`} được xếp theo ${formulaOf(race)}, kể cả của các đơn vị trực thuộc.`,
    ...(leastEntrants > 0 ? [`Đơn vị có dưới ${numberOf(leastEntrants)} người dự thi được nêu tên nhưng không xếp hạng.`] : []),
    ...(classes.length > 0 ? [`Xếp riêng theo quy mô: ${classes.join('; ')}.`] : []),
  ].join(' ')
}

function prizesOf(settings: ContestRules, rounds: readonly ToldRound[]): string[] {
  if (settings.prizes.length === 0) return []
  return [
    'Cơ cấu giải thưởng:',
    ...settings.prizes.map(
      (prize) => `${prize.title}: ${numberOf(prize.count)} giải${prize.worth ? `, ${prize.worth}` : ''}, ${winnerOf(prize, settings, rounds)}.`,
    ),
    settings.onePrizeEach ? 'Mỗi người chỉ nhận một giải, là giải cao nhất.' : 'Một người có thể nhận nhiều giải.',
    'Thành viên ban tổ chức và người bị loại khỏi giải vẫn được xếp hạng nhưng không nhận giải.',
  ]
}

function winnerOf({ for: winner }: Prize, { ageGroups, unitRaces }: ContestRules, rounds: readonly ToldRound[]): string {
  if (winner.kind === 'unit') {
    const race = unitRaces.find(({ id }) => id === winner.raceId)
    const size = race?.sizeClasses.find(({ id }) => id === winner.sizeClassId)
    return `trao cho đơn vị theo ${race?.title ?? winner.raceId}${size ? ` – ${size.title}` : ''}`
  }
  const of = winner.roundId === null ? 'chung cuộc' : (rounds.find(({ id }) => id === winner.roundId)?.title ?? `kỳ thi số ${winner.roundId}`)
  if (winner.kind === 'most-entries') return `trao cho người có nhiều lượt thi nhất (${of})`
  const group = ageGroups?.groups.find(({ id }) => id === winner.ageGroupId)
  return `trao cho cá nhân theo bảng xếp hạng ${of}${group ? ` – ${group.title}` : ''}`
}

function incidents({ mostMinutes, mostTimes }: ContestRules['supportLimits']): string {
  return [
    'Khi có sự cố, ban tổ chức có thể kéo dài thời gian làm bài của mọi người đang thi, có lý do và thông báo công khai.',
    ...(mostMinutes > 0 && mostTimes > 0
      ? [`Bộ phận hỗ trợ có thể cho một bài thi thêm tối đa ${mostMinutes} phút mỗi lần, không quá ${mostTimes} lần; mọi lần đều được ghi lại.`]
      : []),
  ].join(' ')
}

function personalData({ retention, idNumber }: ToldContest['privacy']): string[] {
  return [
    ...(retention ? [`Dữ liệu cá nhân của người dự thi bị xóa từ ${momentOf(new Date(retention.eraseAt))} (${retention.rule}).`] : []),
    ...(idNumber ? [`Số định danh chỉ dùng để ${idNumber.purpose}, đến ${momentOf(new Date(idNumber.until))}.`] : []),
  ]
}
