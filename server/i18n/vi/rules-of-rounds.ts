import type { Eligibility, Prediction } from '../../contract/round-rules.ts'
import type { RuleWords, ToldContest, ToldRound } from '../../features/rules-text/told-contest.ts'
import { dayOf, momentOf, pointsOf, spanOf } from './moments.ts'
import { rankingClause } from './rules.ts'

/** What each round says for itself. A sentence stands here only where the software does what it says. */
export const rulesOfRound: RuleWords['ofRound'] = {
  eligibility: (round, contest) => [whoMayStart(round, contest)],
  attempts: ({ rules: { attemptsAllowed, pauseSeconds, counts, durationSeconds }, paper }) => [
    [
      paper
        ? `Mỗi bài thi có ${paper.questionCount} câu hỏi, làm trong ${spanOf(durationSeconds)}.`
        : `Thời gian làm bài: ${spanOf(durationSeconds)}.`,
      attemptsAllowed === null ? 'Số lượt thi không giới hạn.' : `Mỗi người được thi ${attemptsAllowed} lượt.`,
      ...(pauseSeconds > 0 ? [`Lượt sau bắt đầu sớm nhất ${spanOf(pauseSeconds)} sau khi lượt trước kết thúc.`] : []),
      ...(attemptsAllowed === 1 ? [] : [countingAttempt[counts]]),
      'Bài thi kết thúc khi nộp, khi hết giờ hoặc khi kỳ thi đóng; mất mạng hay thoát ra không làm mất lượt thi.',
    ].join(' '),
  ],
  answering: ({ rules: { navigation, graceSeconds }, paper }) => [
    [
      howToMove[navigation],
      ...(paper?.shuffleQuestions ? ['Thứ tự câu hỏi của mỗi bài thi được xáo trộn.'] : []),
      ...(paper?.shuffleOptions ? ['Thứ tự các phương án trả lời được xáo trộn.'] : []),
      graceSeconds > 0
        ? `Câu trả lời đến máy chủ trong vòng ${spanOf(graceSeconds)} sau khi hết giờ vẫn được tính; đến muộn hơn thì không.`
        : 'Câu trả lời đến máy chủ sau khi hết giờ không được tính.',
      'Giờ của máy chủ là giờ duy nhất có giá trị.',
    ].join(' '),
  ],
  points: ({ rules: { wrongThousandths, blankThousandths }, paper }) => [
    [
      ...(paper ? [`Điểm tối đa của một bài thi là ${pointsOf(paper.maxScoreThousandths)}.`] : []),
      wrongThousandths < 0 ? `Mỗi câu trả lời không được điểm bị trừ ${pointsOf(-wrongThousandths)}.` : 'Câu trả lời sai không bị trừ điểm.',
      blankThousandths < 0 ? `Mỗi câu bỏ trống bị trừ ${pointsOf(-blankThousandths)}.` : 'Câu bỏ trống không bị trừ điểm.',
      ...(wrongThousandths < 0 || blankThousandths < 0 ? ['Câu tự luận, câu dự đoán và câu đã bị hủy hoặc sửa đáp án không bị trừ điểm.'] : []),
    ].join(' '),
  ],
  prediction: ({ rules: { prediction } }) => (prediction ? [whatIsPredicted(prediction)] : []),
  ranking: ({ rules: { ranking, places } }) => [`${rankingClause(ranking)} ${placesOf[places]}`],
  'public-counts': ({ rules: { publicCounts }, freezesAt }) => [
    [
      publicCounts === 'hidden'
        ? 'Số người dự thi không được công bố khi kỳ thi đang diễn ra.'
        : 'Số người dự thi được công khai trong khi kỳ thi diễn ra.',
      ...(freezesAt ? [`Bảng xếp hạng công khai dừng lại lúc ${momentOf(freezesAt)} cho đến khi công bố kết quả.`] : []),
    ].join(' '),
  ],
  reveal: ({ rules: { reveal } }) => [
    reveal.when === 'never' ? 'Điểm và đáp án không được công bố cho từng người.' : `${shownTo[reveal.shows]} ${revealedAt[reveal.when]}.`,
  ],
}

function whoMayStart({ rules: { eligibility, isPractice }, needsAccessCode, opensAt }: ToldRound, contest: ToldContest): string {
  const conditions = conditionsOf(eligibility, opensAt, contest)
  return [
    conditions.length > 0 ? `Được dự thi: người đã đăng ký, ${conditions.join('; ')}.` : 'Mọi người đã đăng ký đều được dự thi.',
    ...(needsAccessCode ? ['Vào thi cần mã do ban tổ chức cung cấp.'] : []),
    ...(isPractice ? ['Đây là kỳ thi thử: không tính vào kết quả, giải thưởng và thi đua của cuộc thi.'] : []),
  ].join(' ')
}

function conditionsOf(eligibility: Eligibility, opensAt: Date, { unitNames }: ToldContest): string[] {
  const { ageOn, minimumAge, maximumAge, unitIds, occupations, isForMembers } = eligibility
  const on = ageOn ? `tính đến ngày ${dayOf(ageOn)}` : `tính đến ngày ${momentOf(opensAt).split(' ngày ')[1]}`
  const lowest = minimumAge === undefined ? [] : [`từ đủ ${minimumAge} tuổi`]
  const highest = maximumAge === undefined ? [] : [`không quá ${maximumAge} tuổi`]
  const ages = [...lowest, ...highest]
  return [
    ...(ages.length > 0 ? [`${ages.join(' và ')} (${on})`] : []),
    ...(unitIds ? [`thuộc ${unitIds.map((id) => unitNames.get(id) ?? `đơn vị số ${id}`).join(', ')} và các đơn vị trực thuộc`] : []),
    ...(occupations ? [`có nghề nghiệp: ${occupations.join(', ')}`] : []),
    ...(isForMembers ? ['có tên trong danh sách do ban tổ chức lập'] : []),
  ]
}

const countingAttempt = {
  best: 'Kết quả là lượt thi xếp cao nhất.',
  first: 'Kết quả là lượt thi đầu tiên.',
  last: 'Kết quả là lượt thi cuối cùng.',
  sum: 'Kết quả là tổng điểm các lượt thi.',
  mean: 'Kết quả là điểm trung bình các lượt thi.',
}
const howToMove = {
  free: 'Có thể làm các câu theo thứ tự bất kỳ và sửa câu trả lời cho đến khi nộp bài.',
  'forward-only': 'Làm lần lượt từng câu: câu đã qua thì không quay lại và không sửa được.',
  'one-by-one': 'Câu hỏi hiện ra từng câu một: câu đã qua thì không quay lại và không sửa được.',
}
export const placesOf = {
  shared: 'Người bằng nhau ở mọi tiêu chí cùng đứng một hạng.',
  unique: 'Bằng nhau ở mọi tiêu chí thì người đăng ký sớm hơn xếp trên.',
}
const shownTo = {
  score: 'Người dự thi xem được điểm của mình',
  answers: 'Người dự thi xem được điểm của mình và đáp án đúng',
  explanations: 'Người dự thi xem được điểm của mình, đáp án đúng và lời giải thích',
}
const revealedAt = {
  'after-attempt': 'ngay sau khi nộp bài',
  'after-round': 'sau khi kỳ thi đóng',
  'after-publication': 'sau khi công bố kết quả',
}

const asked = {
  entrants: { people: 'số người dự thi', entries: 'số lượt thi' },
  'all-correct': { people: 'số người trả lời đúng tất cả các câu', entries: 'số lượt thi trả lời đúng tất cả các câu' },
  'all-correct-percentage': {
    people: 'tỷ lệ phần trăm số người trả lời đúng tất cả các câu',
    entries: 'tỷ lệ phần trăm số lượt thi trả lời đúng tất cả các câu',
  },
  free: { people: 'con số do ban tổ chức công bố', entries: 'con số do ban tổ chức công bố' },
}
const guessOf = {
  counting: 'Dự đoán được tính là dự đoán của lượt thi được tính.',
  first: 'Dự đoán được tính là dự đoán ở lượt thi đầu tiên.',
  last: 'Dự đoán được tính là dự đoán ở lượt thi cuối cùng.',
}

function whatIsPredicted({ asks, counts, countsVoided, attempt }: Prediction): string {
  return [
    `Câu dự đoán: ${asked[asks][counts]}. Câu này không có điểm, chỉ dùng để phân hạng.`,
    ...(asks === 'free' ? [] : [countsVoided ? 'Lượt thi bị hủy cũng được đếm.' : 'Lượt thi bị hủy không được đếm.']),
    guessOf[attempt],
    'Ai không dự đoán thì xếp sau mọi người có dự đoán. Con số đúng được xác định khi chốt kết quả.',
  ].join(' ')
}

export function onlyFor(titles: readonly string[], paragraph: string): string {
  return `${titles.join(', ')}: ${paragraph}`
}
