import type { ContestRules } from '../../contract/contest-rules.ts'
import type { NewContest } from '../contests/create-contest.ts'
import { blocksInForce } from '../rules-text/rules-text.ts'
import type { CopiedParts } from './contest-making-service.ts'
import type { DeskContest } from './desk-store.ts'
import { daysBetween, movedBy } from './recurring-windows.ts'

/** Everything on other days: the first round opens on the given one, and all that has a day moves with it. It begins as a draft. */
export function copiedContest(
  from: DeskContest & CopiedParts,
  { slug, title, firstDay }: { slug: string; title: string; firstDay: string },
  nowMs: number,
): { contest: NewContest; days: number } {
  const first = new Date(from.rounds.length > 0 ? Math.min(...from.rounds.map(({ opensAt }) => opensAt.getTime())) : nowMs)
  const days = daysBetween(first, firstDay)
  const moved = movedBy(days)
  const { retention, idNumber } = from.privacy
  return {
    days,
    contest: {
      slug,
      title,
      organizer: from.organizer,
      summary: from.summary,
      unitId: from.unitId,
      rules: [],
      rulesBlocks: blocksInForce(from),
      consents: from.consents,
      unitLevels: from.unitLevels,
      allowedOrigins: from.allowedOrigins,
      registrationForm: from.registrationForm,
      privacy: {
        ...(retention ? { retention: { ...retention, eraseAt: moved.date(new Date(retention.eraseAt)).toISOString() } } : {}),
        ...(idNumber ? { idNumber: { ...idNumber, until: moved.date(new Date(idNumber.until)).toISOString() } } : {}),
      },
      settings: movedSettings(from.settings, moved),
      rounds: from.rounds.map((round) => ({
        title: round.title,
        opensAt: moved.date(round.opensAt),
        closesAt: moved.date(round.closesAt),
        freezesAt: moved.orNull(round.freezesAt),
        settings: { ...round.settings, eligibility: movedAges(round.settings.eligibility, moved) },
      })),
    },
  }
}

type Moved = ReturnType<typeof movedBy>

function movedSettings(settings: ContestRules, moved: Moved): ContestRules {
  return {
    ...settings,
    announcedAt: null,
    registrationOpensAt: moved.text(settings.registrationOpensAt),
    registrationClosesAt: moved.text(settings.registrationClosesAt),
    ageGroups: settings.ageGroups && { ...settings.ageGroups, on: moved.day(settings.ageGroups.on) },
  }
}

function movedAges<Eligible extends { ageOn?: string }>(eligibility: Eligible, moved: Moved): Eligible {
  return eligibility.ageOn === undefined ? eligibility : { ...eligibility, ageOn: moved.day(eligibility.ageOn) }
}
