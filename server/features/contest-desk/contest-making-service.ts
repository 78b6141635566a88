import type { Clock } from '../../clock.ts'
import type { ContestCloning, ContestDesk, ContestTemplate, NewContestRequest } from '../../contract/contest-desk.ts'
import type { ConsentText } from '../../contract/contests.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { PrivacySettings } from '../../contract/privacy.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { type Actor, requireCan } from '../access/can.ts'
import { usualContestRules } from '../contests/contest-settings.ts'
import type { ContestsService } from '../contests/contests-service.ts'
import { createContest, type NewContest } from '../contests/create-contest.ts'
import { usualBlocks } from '../rules-text/rules-text.ts'
import type { UnitsService } from '../units/units-service.ts'
import { type ContestDeskService, type DeskRequest, digestOf } from './contest-desk-service.ts'
import { type ContestTemplateData, contestTemplates } from './contest-templates.ts'
import { copiedContest } from './copied-contest.ts'
import type { DeskStore } from './desk-store.ts'
import { writePrizeRounds } from './desk-writes.ts'
import { recurringWindows } from './recurring-windows.ts'

type Dependencies = {
  store: DeskStore
  desk: Pick<ContestDeskService, 'view'>
  contests: Pick<ContestsService, 'bySlug'>
  units: Pick<UnitsService, 'pathOf'>
  clock: Clock
}

/** Contests are made as drafts: nobody outside sees them until the day of their announcement. */
export function createContestMakingService({ store, desk, contests, units, clock }: Dependencies) {
  async function make(
    request: Omit<DeskRequest, 'slug'>,
    asked: { actionId: string; slug: string },
    contest: NewContest,
    from: { told: object; roundIds: readonly number[] },
  ): Promise<ContestDesk> {
    const { actionId, ...rest } = asked
    const outcome = await store.make({ by: request.by, actionId, digest: digestOf('make', rest) }, asked.slug, async (transaction) => {
      const { contestId, roundIds } = await createContest(transaction, contest)
      await writePrizeRounds(transaction, contestId, new Map(from.roundIds.map((id, index) => [id, roundIds[index] ?? id])))
      const { title, organizer, unitId = null } = contest
      return {
        contestId,
        acts: [
          {
            act: 'contest.create' as const,
            contestId,
            ...(unitId === null ? {} : { unitId }),
            subject: { contestId, roundIds },
            after: { slug: asked.slug, title, organizer, unitId, ...from.told },
          },
        ],
      }
    })
    if (outcome === 'taken') throw new Problem('CONTEST_NAME_TAKEN')
    return desk.view(asked.slug, request.language)
  }

  async function mayStandAt(actor: Actor, unitId: number | null): Promise<void> {
    requireCan(actor, 'contest.write', [unitId === null ? null : await units.pathOf(unitId)], 'UNIT_NOT_FOUND')
  }

  return {
    templates: (firstDay: string, language: Language): { templates: ContestTemplate[] } => ({
      templates: contestTemplates.map((template) => {
        const { title, about } = textsIn(language).contestTemplates[template.id]
        return {
          id: template.id,
          title,
          about,
          settings: template.settings,
          rounds: roundsOf(template, firstDay, language).map(({ opensAt, closesAt, freezesAt, title: name }) => ({
            title: name,
            opensAt: opensAt.toISOString(),
            closesAt: closesAt.toISOString(),
            freezesAt: freezesAt?.toISOString() ?? null,
            rules: template.rules,
          })),
          blueprint: template.blueprint,
        }
      }),
    }),

    async create(actor: Actor, request: Omit<DeskRequest, 'slug'>, asked: NewContestRequest): Promise<ContestDesk> {
      await mayStandAt(actor, asked.unitId)
      const { slug, title, organizer, summary, unitId } = asked
      const template = asked.template && templateOf(asked.template.id)
      const rounds = template && asked.template ? roundsOf(template, asked.template.firstDay, request.language) : []
      return make(
        request,
        asked,
        {
          slug,
          title,
          organizer,
          summary,
          unitId,
          rules: [],
          rulesBlocks: usualBlocks,
          consents: [participationConsent(organizer)],
          unitLevels: usualLevels,
          allowedOrigins: [],
          settings: { ...usualContestRules, ...template?.settings, announcedAt: null },
          rounds: rounds.map(({ title: name, opensAt, closesAt, freezesAt }) => ({
            title: name,
            opensAt,
            closesAt,
            freezesAt,
            settings: { ...(template as ContestTemplateData).rules, blueprint: { pools: [], shuffleQuestions: true, shuffleOptions: true } },
          })),
        },
        { told: { template: asked.template ?? null }, roundIds: [] },
      )
    },

    /** The same rules and questions on other days, under another name; nobody is registered in it and nothing is answered. */
    async clone(actor: Actor, request: DeskRequest, asked: ContestCloning): Promise<ContestDesk> {
      const { id, consents, privacy } = await contests.bySlug(request.slug)
      const from = await store.read(id)
      await mayStandAt(actor, from.unitId)
      const copy = copiedContest({ ...from, consents, privacy }, asked, clock.now())
      return make(request, asked, copy.contest, {
        told: { copiedFrom: { contestId: id, days: copy.days } },
        roundIds: from.rounds.map((round) => round.id),
      })
    },
  }
}
export type ContestMakingService = ReturnType<typeof createContestMakingService>
export type CopiedParts = { consents: ConsentText[]; privacy: PrivacySettings }

const usualLevels = ['Tỉnh', 'Xã', 'Chi nhánh']

/** What nobody can take part without; organizers publish their own text over it. */
function participationConsent(organizer: string): ConsentText {
  return {
    id: 'registration',
    version: 1,
    text: `Tôi đồng ý để ${organizer} xử lý dữ liệu tôi khai trong phiếu đăng ký để tổ chức cuộc thi này.`,
    textEn: `I agree that ${organizer} processes what I state in the form in order to run this contest.`,
    required: true,
  }
}

function templateOf(id: string): ContestTemplateData {
  const template = contestTemplates.find((one) => one.id === id)
  if (!template) throw new Problem('TEMPLATE_NOT_FOUND')
  return template
}

function roundsOf({ id, rounds }: ContestTemplateData, firstDay: string, language: Language) {
  return recurringWindows({ ...rounds, firstDay, title: textsIn(language).contestTemplates[id].round })
}
