import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { rescoreProof } from './attempts/rescore-proof.ts'
import { auditChainProof } from './audit/audit-chain-proof.ts'
import { bankSearchProof } from './bank/bank-search-proof.ts'
import { uploadsProof } from './bank/uploads-proof.ts'
import { newSeed } from './drills/drill-random.ts'
import type { DrillOptions, DrillReport } from './drills/drill-report.ts'
import { killDrill } from './drills/kill-drill.ts'
import { twoProcessesDrill } from './drills/two-processes-drill.ts'
import { openapiFuzzProof } from './fuzz/openapi-fuzz-proof.ts'
import { restoreDrill } from './operator/restore-drill.ts'
import { peopleSearchProof } from './privacy/people-search-proof.ts'
import { fuzzBank } from './question-bank/fuzz/fuzz-bank.ts'
import { sealProof } from './results/seal-proof.ts'
import { provideSystemTools } from './setup/system-tools.ts'
import { boardsProof } from './size/boards-proof.ts'
import { partitionProof } from './size/partition-proof.ts'
import { rushProof } from './size/rush-proof.ts'
import { watchersProof } from './size/watchers-proof.ts'
import { unitsAtSizeProof } from './units/units-at-size-proof.ts'

// The long proofs. Each has a short form in `npm test`; its last full run is kept under docs/proofs, with the commit it ran on.

type Proof = { claim: string; run(options: DrillOptions): Promise<DrillReport> }

const writes = 20_000
const proofs: Record<string, Proof> = {
  'kill-server': {
    claim: 'kill -9 of the server, five times in the middle of a contest: every acknowledged write is there, none twice, boards equal a recount.',
    run: (options) => killDrill({ ...options, victim: 'server', kills: 5 }),
  },
  'kill-postgres': {
    claim:
      'kill -9 of every process of PostgreSQL, five times in the middle of a contest: every acknowledged write is there, none twice, boards equal a recount.',
    run: (options) => killDrill({ ...options, victim: 'postgres', kills: 5 }),
  },
  'kill-redis': {
    claim:
      'kill -9 of Redis, which comes back empty, five times in the middle of a contest: writes go on, nothing is lost, boards are rebuilt and equal a recount.',
    run: (options) => killDrill({ ...options, victim: 'redis', kills: 5 }),
  },
  shutdown: {
    claim: 'SIGTERM, five times in the middle of a contest: the service ends with 0 within ten seconds each time and nothing acknowledged is lost.',
    run: (options) => killDrill({ ...options, victim: 'shutdown', kills: 5 }),
  },
  'two-processes': {
    claim:
      'Two processes save and close the same attempts, with lost and doubled requests: what is acknowledged counts once, what comes after the close is in nothing.',
    run: twoProcessesDrill,
  },
  rescore: {
    claim:
      'A key is amended in a running round with very many scored attempts (100,000, or as many as named): every score, standing and board follows while people go on saving.',
    run: ({ seed, say }) => rescoreProof({ seed, size: Number(process.argv[3] ?? 100_000), baselineSeconds: 10, say }),
  },
  'people-search': {
    claim:
      'Among a million people of one contest somebody is found by words of the name in less than half a second, in words that nobody can read in the database.',
    run: peopleSearchProof,
  },
  'bank-search': {
    claim: 'On a bank of 100,000 questions every page and every filter is answered in less than 100 ms.',
    run: bankSearchProof,
  },
  uploads: {
    claim: 'Six files near the limits are uploaded at once: each is read, server and readers stay below 1 GB together, and people go on answering.',
    run: uploadsProof,
  },
  'units-at-size': {
    claim: 'A file of 40,000 units is previewed and taken over in less than 10 s, and a search among them takes less than 5 ms.',
    run: unitsAtSizeProof,
  },
  'audit-chain': {
    claim: 'A million entries of the audit log are verified in bounded memory, and the one that was changed is named.',
    run: auditChainProof,
  },
  restore: {
    claim:
      'A backup of a large database in the middle of a contest under load comes back in another cluster: every acknowledged answer, the same results and boards, nobody who was erased; in bounded memory.',
    run: (options) => restoreDrill({ ...options, bulkRows: 6_000_000 }),
  },
  partition: {
    claim:
      'With 10,000,000 attempts and 100,000,000 answers in the partition of one contest, starts, saves and submissions keep 0.8 of their rate on an empty one, and the process needs no more memory.',
    run: ({ seed, say }) =>
      partitionProof({
        seed,
        size: { people: Number(process.argv[3] ?? 1_000_000), attemptsEach: 10, answersEach: 10 },
        sittings: 3_000,
        rounds: 7,
        say,
        isTimed: true,
      }),
  },
  boards: {
    claim:
      'On a board of 1,000,000 my place and neighbours take no longer than twice what they take among 10,000, an entry takes no more than 200 bytes of Redis, and a lost board is whole again within a minute while people take part.',
    run: ({ seed, say }) =>
      boardsProof({
        seed,
        entries: { small: 10_000, inProcess: 180_000, large: Number(process.argv[3] ?? 1_000_000) },
        readings: 2_000,
        rounds: 5,
        say,
        isTimed: true,
      }),
  },
  watchers: {
    claim:
      '10,000 people who watch a board on one process cost less than half a core whatever the submission rate, and what they see is at most a second old.',
    run: ({ seed, say }) => watchersProof({ seed, watchers: 10_000, rates: [0, 50, 300], seconds: 20, say, isTimed: true }),
  },
  rush: {
    claim:
      '50,000 people open the page, register and start within a minute, the generator on the same machine: all have started within two minutes, 99 in 100 replies take less than 2 s, and nobody loses an attempt.',
    run: ({ seed, say }) =>
      rushProof({
        seed,
        people: Number(process.argv[3] ?? 50_000),
        withinSeconds: 60,
        connections: 512,
        school: { people: 5_000, peoplePerAddress: 500 },
        say,
        isTimed: true,
      }),
  },
  seal: {
    claim:
      'A contest with 100,000 attempts (or as many as named) is sealed, verified and signed within five minutes, and its board is taken as files while it is read.',
    run: ({ seed, say }) => sealProof({ seed, size: Number(process.argv[3] ?? 100_000), say, isTimed: true }),
  },
  'openapi-fuzz': {
    claim:
      '100,000 malformed requests made of the API description, by everybody who can ask: no fault of ours, no hang, and the service is right afterwards.',
    run: openapiFuzzProof,
  },
  'fuzz-bank': {
    claim:
      'Mutated files of every format of the question bank: each is read or refused in a sentence in both languages; no crash, no hang, bounded memory.',
    run: ({ seed, writes, say }) => fuzzBank({ seed, files: writes, say }),
  },
}

const name = process.argv[2] ?? ''
const proof = proofs[name]
if (!proof) {
  console.log(
    `npm run prove -- NAME\n\n${Object.entries(proofs)
      .map(([known, { claim }]) => `  ${known.padEnd(14)} ${claim}`)
      .join('\n')}`,
  )
  process.exit(name === '' ? 0 : 1)
}

provideSystemTools()
const seed = process.env.DRILL_SEED ?? newSeed()
console.log(`${name}: ${proof.claim}\nseed ${seed}`)
const began = performance.now()
const progress: string[] = []
const say = (line: string) => {
  const stamped = `${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}`
  console.log(stamped)
  progress.push(stamped)
}
const { figures, failures } = await proof.run({ seed, writes, say })
const isProven = failures.length === 0
const text = page()
console.log(`\n${text}`)
const folder = new URL('../docs/proofs/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL(`${name}.md`, folder), text)
process.exit(isProven ? 0 : 1)

/** What a reader needs to believe it or to run it again; nothing about whose machine it was. */
function page(): string {
  const shown = failures.slice(0, 20)
  const facts = {
    verdict: isProven ? 'proven' : `FAILED, ${failures.length} differences`,
    date: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    commit: commitOf(),
    machine: `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.version}`,
    seed,
    ...figures,
  }
  return [
    `# ${name}`,
    '',
    proof?.claim,
    '',
    '| | |',
    '|---|---|',
    ...Object.entries(facts).map(([fact, value]) => `| ${wordsOf(fact)} | ${value} |`),
    '',
    ...(isProven ? [] : ['## Differences', '', ...shown.map((failure) => `- ${failure}`), '']),
    '## Progress',
    '',
    '```',
    ...progress,
    '```',
    '',
    `Run again with \`npm run prove -- ${name}\`; the same seed with \`DRILL_SEED=${seed}\`.`,
    '',
  ].join('\n')
}

function commitOf(): string {
  const git = (...words: string[]) => spawnSync('git', words, { encoding: 'utf8' }).stdout?.trim() ?? ''
  const isChanged = git('status', '--porcelain', '--untracked-files=no', '--', 'server', 'question-bank', 'migrations', 'test') !== ''
  return `${git('rev-parse', 'HEAD') || 'unknown'}${isChanged ? ', with changes that are not committed' : ''}`
}

/** `loggedTaps` → "logged taps" */
function wordsOf(fact: string): string {
  return fact.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
