import { dirname, matchesGlob } from 'node:path'
import type { SourceFile } from './source-files.ts'

/** What files of a folder may import; the first rule that fits a file is its rule. `./` is the file's own folder and below. */
type Rule = { files: string; may: readonly string[]; mayAsType?: readonly string[] }
type Exception = { from: string; to: string; because: string }

const contract = 'server/contract/*.ts'
/** The only values that a browser takes from the contract: names that both sides must say alike. */
const sharedNames = 'server/contract/{events,embed-messages}.ts'
const services = 'server/features/*/*-service.ts'
/** Functions of their arguments and nothing else: what may be shared without going through a service. */
const pureModules = [
  'server/features/contests/{contest-phase,revealed-now,round-phase,round-settings}.ts',
  'server/features/contest-desk/{settings-fault,contest-faults,contest-templates}.ts',
  'server/features/contests/contest-settings.ts',
  'server/features/contests/follow-rules.ts',
  'server/features/units/vietnam-day.ts',
  'server/features/rules-text/{rules-text,told-contest,told-contest-of}.ts',
  'server/features/standings/{fold-attempts,ranking,unit-races,whole-contest}.ts',
  'server/features/contestants/{person-rules,registration-form,consent-rules,name-marks,identity-hmacs,personal-data,sealed-people}.ts',
  'server/features/units/vietnam-day.ts',
  'server/features/attempts/attempt-scoring.ts',
  'server/features/prizes/{age-groups,draw-lots,prize-lists,propose-prizes}.ts',
  'server/features/seals/prediction-truth.ts',
  'server/features/access/{can,roles,key-actions}.ts',
  'server/features/audit/act.ts',
]
const ground = 'server/{clock,ids,readable-code,secrets,sealing,person-vault,tokens,remember,network-of}.ts'
const preact = 'preact{,/hooks}'
const node = 'node:*{,/*}'
const featureNeeds = [
  contract,
  'question-bank/**',
  'server/i18n/**',
  'server/database/{client,array-literal,database-errors,group-commits,write-queues}.ts',
  'server/live/{port,keys,board-order}.ts',
  ground,
  'server/outgoing/*.ts',
  'server/mail/outbox.ts',
  'server/jobs/timetable.ts',
  services,
  'server/{audit,results}-verifier/*.ts',
  ...pureModules,
]

const rules: readonly Rule[] = [
  { files: 'server/contract/**', may: ['./', 'typebox'] },
  // pure: no clock, no disk, no network, so that it runs in a worker and on the command line too
  { files: 'question-bank/cli.ts', may: ['question-bank/command-line/*.ts', 'node:fs/promises', 'node:path', 'node:util'] },
  {
    files: 'question-bank/**',
    may: ['question-bank/**', contract, 'typebox{,/value}', 'node:crypto', 'node:worker_threads', 'fflate', '@rgrove/parse-xml'],
  },
  // what an official may take along to another machine: it needs nothing but Node
  { files: 'server/audit-verifier/**', may: ['./', node] },
  // it makes results anew by the rules in plain words: no database, no service
  {
    files: 'server/results-verifier/**',
    may: ['./', 'server/audit-verifier/signed-head.ts', 'question-bank/**', ...pureModules, node],
    mayAsType: [contract],
  },
  {
    files: 'server/{mail,features/*}/*.table.ts',
    may: ['server/features/*/*.table.ts', 'drizzle-orm{,/pg-core}'],
    mayAsType: ['./', contract, 'question-bank/*.ts'],
  },
  {
    files: 'server/features/*/*-{routes,cookies}.ts',
    may: ['./', contract, services, ...pureModules, 'node:stream', 'typebox', '@fastify/type-provider-typebox'],
    mayAsType: ['server/clock.ts', 'fastify', '@fastify/{cookie,multipart}'],
  },
  // lists that stand in a law, and nothing that runs
  { files: 'server/features/*/data/*.ts', may: [] },
  // a service knows rules, a store knows SQL; neither knows Fastify, Redis or another feature's insides
  {
    files: 'server/features/*/*.ts',
    may: [
      './',
      ...featureNeeds,
      'node:{crypto,events,util,zlib}',
      'node:child_process',
      'node:worker_threads',
      'sharp',
      '@node-rs/argon2',
      'jose',
      '@zxcvbn-ts/language-common',
    ],
    mayAsType: ['postgres', 'server/mail/outbox.ts', 'server/jobs/job-sender.ts'],
  },
  {
    files: 'server/database/**',
    may: ['./', 'server/database/**', contract, 'postgres', 'drizzle-orm/migrator', node],
    mayAsType: ['server/clock.ts'],
  },
  { files: 'server/live/**', may: ['server/live/**', contract, 'ioredis', node] },
  {
    files: 'server/mail/**',
    may: ['./', 'nodemailer', 'node:crypto'],
    mayAsType: ['postgres', ground, 'server/outgoing/*.ts', 'server/config.ts', 'server/database/client.ts'],
  },
  { files: 'server/outgoing/**', may: ['./', node] },
  {
    files: 'server/jobs/**',
    may: ['./', 'pg-boss', 'server/database/{client,array-literal}.ts', 'server/outgoing/*.ts'],
    mayAsType: ['postgres', 'server/clock.ts'],
  },
  { files: 'server/i18n/**', may: ['./'], mayAsType: [contract, 'server/i18n/**', ...pureModules] },
  {
    files: 'server/plugins/**',
    may: [
      './',
      contract,
      'server/live/**',
      'server/i18n/**',
      'server/database/database-errors.ts',
      ground,
      ...pureModules,
      '*',
      '@fastify/*',
      node,
      'typebox/*',
    ],
    mayAsType: ['server/config.ts', services],
  },
  {
    files: 'server/boot/**',
    may: ['./', 'server/config.ts', 'server/database/**', 'server/live/**', 'server/jobs/queue-unfit.ts', node, 'postgres'],
    mayAsType: ['server/clock.ts', 'pino'],
  },
  {
    files: 'server/demo/**',
    may: ['./', 'question-bank/**', 'server/features/*/{create,add}-*.ts', 'server/features/contests/round-settings.ts', node],
    mayAsType: [contract, ground, 'server/database/client.ts', services],
  },
  // commands of the operator: each is a composition root of its own
  { files: 'server/admin/**', may: ['server/**', 'migrations/**', '*', node] },
  { files: ground, may: ['./', contract, 'node:crypto'] },
  { files: 'server/config.ts', may: ['typebox{,/format,/value}', 'node:net'] },
  // the composition root and what starts it know everything of the server
  { files: 'server/dev.ts', may: ['widget/*.ts', 'vite', node] },
  { files: 'server/*.ts', may: ['server/**', '*', '@fastify/*', 'node:readline/promises'] },

  { files: 'widget/*.ts', may: ['widget/*.ts', 'vite', node] },
  { files: 'widget/loader/**', may: ['./', sharedNames], mayAsType: [contract] },
  { files: 'widget/core/**', may: ['./'], mayAsType: [contract] },
  { files: 'widget/i18n/**', may: ['./'], mayAsType: ['widget/core/*.ts', contract] },
  {
    files: 'widget/ui/**',
    may: ['widget/ui/**', 'widget/core/*.ts', 'question-bank/rich-text/*.ts', preact],
    mayAsType: ['widget/i18n/*.ts', contract],
  },
  { files: 'widget/frame/**', may: ['./', 'widget/{core,i18n,ui}/**', sharedNames, preact], mayAsType: [contract] },
  {
    files: 'console/**',
    may: ['console/**', 'widget/ui/tokens.css', 'question-bank/rich-text/*.ts', sharedNames, preact, 'socket.io-client'],
    mayAsType: [contract],
  },
  { files: '{test,loadtest}/**', may: ['**', '@*/**'] },
]

const exceptions: readonly Exception[] = [
  ...['contest-making-service', 'copied-contest'].map((name) => ({
    from: `contest-desk/${name}.ts`,
    to: 'contests/create-contest.ts',
    because: 'making a contest with its partition is one statement after the other, the same for the desk and for the demonstration',
  })),
  {
    from: 'accounts/session-routes.ts',
    to: 'plugins/guards.ts',
    because: 'logging in has no session yet, and is a request that a page elsewhere could forge all the same',
  },
  { from: 'accounts/session-cookies.ts', to: 'plugins/guards.ts', because: 'the name of the cookie it sets is the name the guard reads' },
  { from: 'key-impacts/key-impact-maker.ts', to: 'attempts/attempts-store.ts', because: 'it grades whole batches, no rule of attempts is involved' },
  { from: 'attempts/sweeper.ts', to: 'service/service-state-store.ts', because: 'the service state is one row and has no rules of its own' },
  { from: 'attempts/rescorer.ts', to: 'standings/standings-store.ts', because: 'it follows the same watermark of finished transactions' },
  { from: 'integrity/integrity-service.ts', to: 'attempts/attempts-store.ts', because: 'checks read whole batches, no rule of attempts is involved' },
  { from: 'integrity/integrity-service.ts', to: 'standings/standings-store.ts', because: 'it follows the same watermark of finished transactions' },
  {
    from: 'statistics/statistics-service.ts',
    to: 'attempts/attempts-store.ts',
    because: 'sums are made from whole batches, no rule of attempts is involved',
  },
  { from: 'webhooks/create-webhooks.ts', to: 'standings/standings-store.ts', because: 'it hands it to whoever follows the submissions' },
  { from: 'webhooks/submissions-follower.ts', to: 'standings/standings-store.ts', because: 'it follows the same watermark of finished transactions' },
  { from: 'statistics/statistics-service.ts', to: 'standings/standings-store.ts', because: 'it follows the same watermark of finished transactions' },
  { from: 'service/overview-routes.ts', to: 'attempts/attempts-store.ts', because: 'a count for the console, no rule of attempts is involved' },
  { from: 'plugins/sockets.ts', to: 'standings/board-feeds.ts', because: 'the feed is what the socket sends' },
  { from: 'plugins/sockets.ts', to: 'standings/board-finder.ts', because: 'it finds the board that a socket asks for' },
  { from: 'plugins/sockets.ts', to: 'standings/watched-board.ts', because: 'watchers of a board meet under its name' },
  { from: 'boot/open-pages.ts', to: 'widget/build-stamp.ts', because: 'only the build knows whether the pages are those of this source' },
  { from: 'boot/open-database.ts', to: 'service/service-state-store.ts', because: 'the settings of PostgreSQL are read before there are features' },
  { from: 'boot/hold-secret.ts', to: 'service/service-state-store.ts', because: 'the secret is compared before there are features' },
  { from: 'boot/hold-secret.ts', to: 'server/secrets.ts', because: 'what marks a secret is made with the others of its kind' },
  { from: 'outgoing/refuse-uncallable.ts', to: 'contract/errors.ts', because: 'two features refuse the same addresses in the same words' },
  { from: 'demo/seed-demo.ts', to: 'service/service-state-store.ts', because: 'it asks whether there is any contest at all' },
  { from: 'database/migrate.ts', to: 'server/config.ts', because: 'it is a command of its own, with a composition root of two lines' },
]

/** One line for every import that goes the wrong way, and for every exception that nobody needs any more. */
export function brokenBoundaries(files: readonly SourceFile[]): string[] {
  const broken: string[] = []
  const needed = new Set<Exception>()
  for (const { path, imports } of files) {
    const rule = rules.find(({ files: glob }) => matchesGlob(path, glob))
    if (!rule) broken.push(`${path} lies in no folder that boundaries.ts knows`)
    for (const { to, isTypeOnly } of rule ? imports : []) {
      const allowed = [...(rule?.may ?? []), ...(isTypeOnly ? (rule?.mayAsType ?? []) : [])]
      if (allowed.some((glob) => matchesGlob(to, glob === './' ? `${dirname(path)}/**` : glob))) continue
      const exception = exceptions.find(({ from, to: goal }) => path.endsWith(`/${from}`) && to.endsWith(goal))
      if (exception) needed.add(exception)
      else broken.push(`${path} imports ${to}${isTypeOnly ? ' (type)' : ''}`)
    }
  }
  for (const exception of exceptions.filter((one) => !needed.has(one))) broken.push(`exception no longer needed: ${exception.from} → ${exception.to}`)
  return broken
}
