import { streamCsv } from '../../../question-bank/formats/csv/stream-csv.ts'
import type { StreamedCell, StreamedTable } from '../../../question-bank/formats/sheet/streamed-table.ts'
import { mostSheetRows, streamXlsx } from '../../../question-bank/formats/xlsx/stream-xlsx.ts'
import { Problem } from '../../contract/errors.ts'
import type { Language } from '../../contract/primitives.ts'
import type { ResultFileFormat } from '../../contract/result-files.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { type Actor, can, installation } from '../access/can.ts'
import type { ActBy } from '../audit/act.ts'
import type { LooksService } from '../audit/looks-service.ts'
import type { ContestantsService } from '../contestants/contestants-service.ts'
import type { ContestsService, LoadedContest } from '../contests/contests-service.ts'
import type { AwardsService, SealedWinners } from '../prizes/awards-service.ts'
import type { SealedResult, SealedResultService } from '../seals/sealed-result-service.ts'
import { wholeContest } from '../standings/whole-contest.ts'
import type { UnitsService } from '../units/units-service.ts'
import { nameRows } from './named-rows.ts'
import { prizesRows } from './prizes-rows.ts'
import { resultHead } from './result-head.ts'
import { standingsRows } from './standings-rows.ts'

type Dependencies = {
  sealedResults: Pick<SealedResultService, 'sealedResultOf'>
  contests: Pick<ContestsService, 'bySlug'>
  contestants: Pick<ContestantsService, 'namesOf'>
  units: Pick<UnitsService, 'current' | 'pathOf'>
  awards: Pick<AwardsService, 'winnersBySeal'>
  looks: LooksService
}
type Asking = { actor: Actor; by: ActBy }
type Wanted = { slug: string; sealNumber: number; format: ResultFileFormat; language: Language }
type Column = StreamedTable['columns'][number]
export type ResultFile = { pieces: AsyncIterable<Uint8Array>; fileName: string; mediaType: string }

/** Files of results for people, each made from one seal: what was not sealed cannot be had as a file. */
export function createResultFilesService({ sealedResults, contests, contestants, units, awards, looks }: Dependencies) {
  async function open({ actor }: Pick<Asking, 'actor'>, { slug, sealNumber, language }: Wanted) {
    const contest = await contests.bySlug(slug)
    const result = await sealedResults.sealedResultOf(contest.id, sealNumber)
    const subject = contest.unitId === null ? installation : [await units.pathOf(contest.unitId)]
    const showsNames = can(actor, 'people.read', subject)
    return { contest, result, showsNames, named: await nameRows({ contestants, units }, { contestId: contest.id, language, showsNames }) }
  }

  type Opened = { contest: LoadedContest; result: SealedResult }
  type Table = { kind: 'standings' | 'prizes' | 'race'; about: string | number; titles: string[]; columns: Column[]; rows: StreamedTable['rows'] }
  /** The log knows of it before the first byte is sent. */
  async function file(by: ActBy, { contest, result }: Opened, { slug, format, language }: Wanted, table: Table): Promise<ResultFile> {
    const { kind, about, titles, columns, rows } = table
    await looks.record(by, { act: 'results.export', contestId: contest.id, subject: { sealNumber: result.number, kind, about, format } })
    const { sheet, names } = textsIn(language).resultFiles
    const above = resultHead(result, [contest.title, ...titles], language)
    const streamed = { sheet, above, columns, rows }
    const fileName = `${slug}-${names[kind]}-${about === '' ? '' : `${about}-`}${result.number}.${format}`
    if (format === 'csv') return { pieces: streamCsv(streamed), fileName, mediaType: 'text/csv; charset=utf-8' }
    return { pieces: streamXlsx(streamed), fileName, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
  }

  return {
    /** Everybody's place in a round, or in the whole contest. */
    async standings({ actor, by }: Asking, wanted: Wanted, roundId: number | undefined): Promise<ResultFile> {
      const { language, slug, sealNumber, format } = wanted
      const opened = await open({ actor }, wanted)
      const { result, named, showsNames } = opened
      const { settings, rounds } = result.rules
      const round = rounds.find((one) => one.roundId === roundId)
      if (roundId === undefined ? settings.cumulative === null : !round) throw new Problem('BOARD_NOT_FOUND')
      const board = roundId ?? wholeContest
      if (format === 'xlsx' && (await result.countOf(board)) > mostSheetRows) throw new Problem('RESULTS_TOO_LONG')
      const winners = await awards.winnersBySeal(slug, sealNumber)
      const { columns: texts, masked, prizesAre } = textsIn(language).resultFiles
      const asksPrediction = round?.asksPrediction ?? false
      const title = round?.title ?? textsIn(language).boards.wholeContest
      return file(by, opened, wanted, {
        kind: 'standings',
        about: roundId ?? '',
        titles: [title, ...(winners.state === 'proposed' ? [] : [prizesAre[winners.state]]), ...(showsNames ? [] : [masked])],
        columns: [
          { header: texts.place, width: 8 },
          { header: texts.name, width: 30 },
          ...unitColumns(language),
          { header: texts.score, width: 10 },
          { header: texts.seconds, width: 14 },
          { header: texts.submittedAt, width: 24 },
          ...(asksPrediction
            ? [
                { header: texts.prediction, width: 12 },
                { header: texts.gap, width: 12 },
              ]
            : []),
          { header: texts.attempts, width: 10 },
          { header: texts.prize, width: 24 },
        ],
        rows: standingsRows(result, named, { roundId: board, asksPrediction, prizesOf: prizesOf(winners, language) }),
      })
    },

    /** Who wins what; before the decision as the rules propose it. */
    async prizes({ actor, by }: Asking, wanted: Wanted): Promise<ResultFile> {
      const { language, slug, sealNumber } = wanted
      const opened = await open({ actor }, wanted)
      const winners = await awards.winnersBySeal(slug, sealNumber)
      const { columns: texts, masked, prizesAre } = textsIn(language).resultFiles
      return file(by, opened, wanted, {
        kind: 'prizes',
        about: '',
        titles: [prizesAre[winners.state], ...(opened.showsNames ? [] : [masked])],
        columns: [
          { header: texts.prize, width: 24 },
          { header: texts.worth, width: 20 },
          { header: texts.place, width: 8 },
          { header: texts.winner, width: 30 },
          ...unitColumns(language),
          { header: texts.note, width: 40 },
        ],
        rows: prizesRows(winners, opened.named, language),
      })
    },

    /** Units against each other. */
    async race({ actor, by }: Asking, wanted: Wanted, raceId: string): Promise<ResultFile> {
      const { language } = wanted
      const opened = await open({ actor }, wanted)
      const { result, named } = opened
      const race = result.rules.settings.unitRaces.find(({ id }) => id === raceId)
      if (!race) throw new Problem('BOARD_NOT_FOUND')
      const texts = textsIn(language).resultFiles.columns
      const classes = new Map(race.sizeClasses.map(({ id, title, titleEn }) => [id, (language === 'en' && titleEn) || title]))
      const isPoints = ['mean', 'median', 'total'].includes(race.by)
      const rows = (await result.race(raceId)).map((row): StreamedCell[] => [
        ...(classes.size > 0 ? [classes.get(row.sizeClassId ?? '') ?? ''] : []),
        row.place,
        ...named.unitOf(row.unitId),
        row.value === null ? null : isPoints ? row.value / 1_000 : row.value,
        row.entrants,
        row.entries,
        row.headcount,
      ])
      return file(by, opened, wanted, {
        kind: 'race',
        about: raceId,
        titles: [(language === 'en' && race.titleEn) || race.title],
        columns: [
          ...(classes.size > 0 ? [{ header: texts.sizeClass, width: 20 }] : []),
          { header: texts.place, width: 8 },
          ...unitColumns(language),
          { header: texts.value[race.by], width: 16 },
          { header: texts.entrants, width: 12 },
          { header: texts.attempts, width: 12 },
          { header: texts.headcount, width: 12 },
        ],
        rows: oneByOne(rows),
      })
    },
  }
}
export type ResultFilesService = ReturnType<typeof createResultFilesService>

function unitColumns(language: Language): Column[] {
  const { unitCode, unitName, unitsAbove } = textsIn(language).resultFiles.columns
  return [
    { header: unitCode, width: 14 },
    { header: unitName, width: 30 },
    { header: unitsAbove, width: 40 },
  ]
}

/** Only what was decided: a list that goes from hand to hand says of nobody that they win before they do. */
function prizesOf({ state, prizes }: SealedWinners, language: Language): (id: string) => string {
  const titles = new Map<string, string[]>()
  if (state !== 'proposed')
    for (const { title, titleEn, winners } of prizes)
      for (const { id } of winners) titles.set(id, [...(titles.get(id) ?? []), language === 'en' ? titleEn : title])
  return (id) => (titles.get(id) ?? []).join('; ')
}

async function* oneByOne<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}
