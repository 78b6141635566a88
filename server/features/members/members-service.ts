import type { SourceFile } from '../../../question-bank/formats/format.ts'
import type { TextTable } from '../../../question-bank/formats/text-table.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import { sentenceFor } from '../../../question-bank/reason.ts'
import type { Clock } from '../../clock.ts'
import { Problem } from '../../contract/errors.ts'
import type { MemberFaultCode, MemberListName, MemberListView, MemberUploadQuery, MemberUploadReport } from '../../contract/members.ts'
import type { Language } from '../../contract/primitives.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import type { Secrets } from '../../secrets.ts'
import { type Actor, can, pathsWhere, type Subject } from '../access/can.ts'
import type { ActBy } from '../audit/act.ts'
import { hmacsToStore, type IdentityKind } from '../contestants/identity-hmacs.ts'
import { usualForm } from '../contestants/registration-form.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { UnitsService } from '../units/units-service.ts'
import type { MemberEntry, MembersStore } from './members-store.ts'
import { type MemberLine, readMembersTable } from './read-members-table.ts'

const mostFaultsShown = 200
const kinds: Record<'phone' | 'email' | 'idNumber', IdentityKind> = { phone: 'phone', email: 'email', idNumber: 'id-number' }

type Dependencies = {
  store: MembersStore
  contests: ContestsService
  units: UnitsService
  secrets: Secrets
  readTable: (receive: () => Promise<SourceFile>) => Promise<TextTable>
  clock: Clock
}
type Acting = { actor: Actor; by: ActBy }

/** Lists of people, kept as HMACs: who may take part where a contest is for members, and who cannot win. */
export function createMembersService({ store, contests, units, secrets, readTable, clock }: Dependencies) {
  const subjectOf = async ({ unitId }: LoadedContest): Promise<Subject> => [unitId === null ? null : await units.pathOf(unitId)]

  /** Over the whole contest, or for their own branch alone; the list of those who cannot win is the organizers' matter. */
  async function reachOf({ actor }: Acting, contest: LoadedContest, list: MemberListName): Promise<readonly (string | null)[]> {
    if (can(actor, 'members.write', await subjectOf(contest))) return [null]
    if (list === 'organizers') throw new Problem('FORBIDDEN')
    return pathsWhere(actor, 'members.write')
  }

  async function read(receive: () => Promise<SourceFile>, contest: LoadedContest): Promise<{ lines: MemberLine[]; kind: IdentityKind }> {
    const { identity } = contest.registrationForm ?? usualForm
    // what portals call people is known to the portals alone
    if (identity === 'portal') throw new Problem('MEMBERS_NEED_IDENTITY')
    try {
      return { lines: readMembersTable(await readTable(receive), identity), kind: kinds[identity] }
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error
      throw new Problem('FILE_NOT_READABLE', { errors: [{ at: 'file', reason: sentenceFor(error.reason) }] })
    }
  }

  /** The unit of a line, or why it cannot be taken. */
  async function placeOf({ unitCode }: MemberLine, reach: readonly (string | null)[]): Promise<{ unitId: number | null } | MemberFaultCode> {
    const isEverywhere = reach.includes(null)
    if (unitCode === '') return isEverywhere ? { unitId: null } : 'UNIT_OUTSIDE'
    const unit = await units.byCode(unitCode, null)
    if (!unit) return 'UNIT_NOT_FOUND'
    const path = await units.pathOf(unit.id)
    const isInside = isEverywhere || reach.some((branch) => path === branch || path.startsWith(`${branch}.`))
    return isInside ? { unitId: unit.id } : 'UNIT_OUTSIDE'
  }

  return {
    async upload(
      acting: Acting,
      { slug, list }: { slug: string; list: MemberListName },
      { mode = 'add', preview = 'no' }: MemberUploadQuery,
      receive: () => Promise<SourceFile>,
      language: Language,
    ): Promise<MemberUploadReport> {
      const contest = await contests.bySlug(slug)
      const reach = await reachOf(acting, contest, list)
      const { lines, kind } = await read(receive, contest)
      const words = textsIn(language).memberFaults
      const faults: { line: number; code: MemberFaultCode }[] = []
      const entries: MemberEntry[] = []
      for (const line of lines) {
        const place = line.fault ?? (await placeOf(line, reach))
        if (typeof place === 'string') faults.push({ line: line.line, code: place })
        else
          for (const { hmac, keyIds } of hmacsToStore(secrets, contest.id, { kind, value: line.identity }).slice(0, 1))
            entries.push({ hmac, keyId: keyIds[0] ?? 0, ...place })
      }
      const order = { contestId: contest.id, list, entries, within: reach, isReplacing: mode === 'replace', at: new Date(clock.now()) }
      const outcome = await store.upload(acting.by, { ...order, isPreview: preview === 'yes' })
      return {
        isPreview: preview === 'yes',
        ...outcome,
        faultCount: faults.length,
        faults: faults.slice(0, mostFaultsShown).map((fault) => ({ ...fault, sentence: words[fault.code] })),
      }
    },

    /** Counted for the units that the actor may see; nobody is named. */
    async view({ actor }: Pick<Acting, 'actor'>, { slug, list }: { slug: string; list: MemberListName }): Promise<MemberListView> {
      const contest = await contests.bySlug(slug)
      const within = can(actor, 'turnout.read', await subjectOf(contest)) ? [null] : pathsWhere(actor, 'turnout.read')
      const counts = await store.countByUnit(contest.id, list, within)
      const seen: MemberListView['units'] = []
      for (const count of counts) seen.push({ ...count, unitName: count.unitId === null ? '' : await units.nameOf(count.unitId) })
      return { ...(await store.countPeople(contest.id, list, within)), units: seen }
    },

    registered: (contestId: number, contestantId: string, hmacs: readonly Buffer[]) => store.registered(contestId, contestantId, hmacs),
    isOn: (contestId: number, list: MemberListName, hmacs: readonly Buffer[]) => store.has(contestId, list, hmacs),
    /** They take part like everybody, and prizes pass over them. */
    whoCannotWin: (contestId: number) => store.contestantsOn(contestId, 'organizers'),
  }
}
export type MembersService = ReturnType<typeof createMembersService>
