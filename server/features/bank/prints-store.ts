import { textArrayOf } from '../../database/array-literal.ts'
import type { Database } from '../../database/client.ts'
import type { ActBy } from '../audit/act.ts'
import { accountOf, recordAct } from './bank-acts.ts'

export type Print = {
  id: string
  title: string
  organizer: string
  durationMinutes: number | null
  codes: string[]
  shuffleQuestions: boolean
  shuffleOptions: boolean
  /** Whoever knows it knows every paper. */
  seed: Buffer
  revisionIds: string[]
  createdAt: Date
}
export type PrintHead = Omit<Print, 'seed' | 'revisionIds'> & { questionCount: number; author: string }

export type PrintsStore = ReturnType<typeof createPrintsStore>

export function createPrintsStore({ sql }: Database) {
  const head = sql`p.id, p.title, p.organizer, p.duration_minutes as "durationMinutes", to_jsonb(p.codes) as codes,
    p.shuffle_questions as "shuffleQuestions", p.shuffle_options as "shuffleOptions", p.created_at as "createdAt",
    cardinality(p.revision_ids) as "questionCount", a.display_name as author`
  return {
    /** A repeat of the same action changes nothing. */
    async add(by: ActBy, actionId: string, print: Print): Promise<void> {
      await sql.begin(async (transaction) => {
        const added = await transaction`
          insert into bank_prints (id, action_id, account_id, title, organizer, duration_minutes, codes, shuffle_questions, shuffle_options, seed, revision_ids, created_at)
          values (${print.id}, ${actionId}, ${accountOf(by)}, ${print.title}, ${print.organizer}, ${print.durationMinutes},
            ${textArrayOf(print.codes, String)}::text::text[], ${print.shuffleQuestions}, ${print.shuffleOptions}, ${print.seed},
            ${`{${print.revisionIds.join()}}`}::text::uuid[], ${print.createdAt})
          on conflict (action_id) do nothing`
        if (added.count > 0)
          await recordAct(transaction, by, 'bank.print', { print: print.id, codes: print.codes, questions: print.revisionIds.length })
      })
    },
    async byAction(actionId: string): Promise<PrintHead | undefined> {
      const [row] = await sql<PrintHead[]>`
        select ${head} from bank_prints p join accounts a on a.id = p.account_id where p.action_id = ${actionId}`
      return row
    },
    latest: (limit: number) => sql<PrintHead[]>`
      select ${head} from bank_prints p join accounts a on a.id = p.account_id order by p.created_at desc, p.id desc limit ${limit}`,
    async find(id: string): Promise<Print | undefined> {
      const [row] = await sql<Print[]>`
        select ${head}, p.seed, to_jsonb(p.revision_ids) as "revisionIds" from bank_prints p join accounts a on a.id = p.account_id where p.id = ${id}`
      return row
    },
  }
}
