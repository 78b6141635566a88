import { createCorrectedClock } from '../../server/clock.ts'
import type { BankQuery } from '../../server/contract/bank.ts'
import type { Database } from '../../server/database/client.ts'
import { createAlikePairsService } from '../../server/features/bank/alike-pairs-service.ts'
import { createAlikePairsStore } from '../../server/features/bank/alike-pairs-store.ts'
import { createAttachmentsStore } from '../../server/features/bank/attachments-store.ts'
import { createBankService } from '../../server/features/bank/bank-service.ts'
import { createQuestionsStore } from '../../server/features/bank/questions-store.ts'
import { createTopicsStore } from '../../server/features/bank/topics-store.ts'
import { createIds } from '../../server/ids.ts'
import { createDrillRandom } from '../drills/drill-random.ts'
import type { DrillOptions, DrillReport } from '../drills/drill-report.ts'
import { onEmbeddedDatabase } from '../helpers/embedded-database.ts'
import { medianMs } from '../helpers/median-ms.ts'
import { createMadeUpBank } from './made-up-bank.ts'

const questionCount = 100_000
const atOnce = 2_000
const mostMs = 100

/** Every filter and page of the bank on a hundred thousand questions, beside a bare read by primary key in the same run. */
export function bankSearchProof({ seed, say }: DrillOptions): Promise<DrillReport> {
  return onEmbeddedDatabase('bank search', (database) => measure(database, seed, say))
}

async function measure(database: Database, seed: string, say: (line: string) => void): Promise<DrillReport> {
  const { sql } = database
  const [topics, ids, clock] = [createTopicsStore(database), createIds(), createCorrectedClock()]
  const begin = (work: never) => sql.begin(work) as never
  const bank = createBankService({ store: createQuestionsStore(database), topics, attachments: createAttachmentsStore(database), ids, clock, begin })
  const random = createDrillRandom(seed, 'a large bank')
  const madeUp = createMadeUpBank(random)
  const [writer, rareWriter] = [await anAccount(database, 'soan-nhieu'), await anAccount(database, 'soan-it')]
  for (let stored = 0; stored < questionCount; stored += atOnce) {
    const questions = Array.from({ length: atOnce }, (_, at) => madeUp.next(stored + at))
    await sql.begin((transaction) =>
      bank.storeAll(transaction, questions, {
        importId: null,
        authorId: stored === 50_000 ? rareWriter : writer,
        state: random.below(3) === 0 ? 'approved' : 'draft',
      }),
    )
    if ((stored + atOnce) % 20_000 === 0) say(`${stored + atOnce} questions stored`)
  }
  await sql`vacuum analyze questions`
  await sql`vacuum analyze question_revisions`
  const [{ id: middle } = { id: '' }] = await sql<{ id: string }[]>`select id from questions order by id offset ${questionCount / 2} limit 1`
  const [{ id: topic } = { id: 0 }] = await sql<{ id: number }[]>`select id from bank_topics where name = 'Chủ đề 3'`
  const asked: Record<string, BankQuery> = {
    firstPage: {},
    middlePage: { after: middle },
    textOfThousands: { search: 'thành phố' },
    textOfThousandsWithoutDiacritics: { search: 'thanh pho' },
    textInAnotherOrder: { search: 'phố thành triều' },
    fiveFrequentWords: { search: 'sông núi vua hà nội' },
    frequentWordsThatNeverMeet: { search: 'sông sơn núi 77777' },
    wordBeingTyped: { search: 'hiệp định th' },
    oneLetter: { search: 'v' },
    oneLetterThatIsNowhere: { search: 'j' },
    textOfOne: { search: 'số 77777 ' },
    textOfNone: { search: 'không hề có câu này' },
    textOfTwoLetters: { search: 'ly' },
    twoLettersThatAreNowhere: { search: 'qz' },
    topicSubtree: { topic },
    level: { level: 'application' },
    tag: { tag: 'đợt 7' },
    rareTag: { tag: 'hiếm' },
    type: { type: 'single-choice' },
    rareType: { type: 'true-false' },
    state: { state: 'approved' },
    emptyState: { state: 'retired' },
    source: { source: 'dieu 17' },
    author: { author: writer },
    authorOfFew: { author: rareWriter },
    authorOfNone: { author: 2_000_000_000 },
    everythingAtOnce: { search: 'thành lập', topic, level: 'application', state: 'draft', type: 'single-choice', after: middle },
  }
  const barely = await medianMs(() => sql`select * from questions where id = ${middle}`)
  const figures: Record<string, string | number> = { questions: questionCount, bareReadByPrimaryKey: `${barely.toFixed(2)} ms` }
  const failures: string[] = []
  for (const [name, query] of Object.entries(asked)) {
    const took = await medianMs(() => bank.page(query))
    figures[name] = `${took.toFixed(1)} ms, ${Math.round(took / barely)} bare reads`
    say(`${name}: ${took.toFixed(1)} ms`)
    if (took >= mostMs) failures.push(`${name} took ${took.toFixed(1)} ms, more than ${mostMs} ms`)
  }
  const store = createAlikePairsStore(database)
  const pairs = createAlikePairsService({ store, questions: createQuestionsStore(database), isBusy: () => false })
  const [began, used] = [performance.now(), process.cpuUsage()]
  await pairs.run()
  const [seconds, usedMicros] = [(performance.now() - began) / 1_000, process.cpuUsage(used)]
  const usedEach = (usedMicros.user + usedMicros.system) / 1_000 / questionCount
  figures.pairsOfTheWholeBank = `found in ${Math.round(seconds)} s by the job, ${Math.round(questionCount / seconds)} questions/s`
  figures.processorOfTheServerForEach = `${usedEach.toFixed(2)} ms`
  say(`pairs: ${figures.pairsOfTheWholeBank}`)
  const { pairs: first, next } = await pairs.page({})
  figures.pairsOnTheFirstPage = first.length
  for (const [name, query] of Object.entries({
    pairs: {},
    pairsNextPage: next === null ? {} : { after: next },
    pairsThatDisagree: { keysDisagree: true },
  })) {
    const took = await medianMs(() => pairs.page(query))
    figures[name] = `${took.toFixed(1)} ms, ${Math.round(took / barely)} bare reads`
    say(`${name}: ${took.toFixed(1)} ms`)
    if (took >= mostMs) failures.push(`${name} took ${took.toFixed(1)} ms, more than ${mostMs} ms`)
  }
  return { seed, figures, failures }
}

async function anAccount({ sql }: Database, username: string): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into accounts (username, display_name) values (${username}, ${username}) returning id`
  return row?.id ?? 0
}
