import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { ImportStatus } from '../../server/contract/bank.ts'
import { type DrillContest, questionCount, seedDrillContest } from '../drills/drill-contest.ts'
import { prepareGround } from '../drills/drill-ground.ts'
import { createDrillRandom } from '../drills/drill-random.ts'
import type { DrillOptions, DrillReport } from '../drills/drill-report.ts'
import { logInAsOwner } from '../drills/drill-staff.ts'
import { eventually } from '../helpers/eventually.ts'
import { makeDocx } from '../helpers/make-docx.ts'
import { makeXlsx } from '../helpers/make-xlsx.ts'
import { participantWith } from '../helpers/participant.ts'
import { aClerk } from './bank-stage.ts'
import { createMadeUpBank } from './made-up-bank.ts'

const sheetQuestions = 20_000
const wordQuestions = 8_000
const mostMemoryMb = 1_024
const mostAnswerMs = 5_000
const longestMs = 15 * 60_000
const betweenMs = 25

/** Six files near the limits at once, while people answer: what the server and its readers hold, and how long others wait. */
export async function uploadsProof({ seed, say }: DrillOptions): Promise<DrillReport> {
  const ground = await prepareGround()
  try {
    const contest = await seedDrillContest(ground.sql, 20)
    const service = await ground.startService()
    const clerk = aClerk(service.origin, 0, await logInAsOwner(service.origin, ground.dataDir))
    const files = filesOf(seed)
    say(`files of ${files.map(({ name, bytes }) => `${name} ${(bytes.length / 2 ** 20).toFixed(1)} MB`).join(', ')}`)

    const failures: string[] = []
    const memory = watchMemory(service.pid)
    const watches = [await watchAnswers(service.origin, contest), await watchHealth(service.origin)]
    const began = performance.now()
    const uploads = await Promise.all(
      files.map(async ({ name, bytes, questions }) => {
        const sent = await clerk.upload(name, bytes)
        if (sent.status >= 300) return failures.push(`${name} was answered with ${sent.status} ${sent.problem.code}`)
        const read = await eventually(
          `${name} is read`,
          async () => {
            const { body } = await clerk.get<ImportStatus>(`/imports/${sent.body.importId}`)
            return body.state !== 'reading' && body
          },
          longestMs,
        )
        say(`${name}: ${read.state}, ${read.counts.good} good, ${read.counts.doubtful} doubtful`)
        if (read.state !== 'previewed' || read.counts.good !== questions) failures.push(`${name} became ${JSON.stringify(read)}`)
        return read
      }),
    )
    const seconds = (performance.now() - began) / 1_000
    const [answers, health] = [await watches[0]?.stop(), await watches[1]?.stop()]
    const { beforeMb, peakMb, peakWithChildrenMb } = await memory.stop()
    for (const watched of [answers, health]) {
      if (!watched) continue
      failures.push(...watched.failures)
      if (watched.slowestMs > mostAnswerMs) failures.push(`one ${watched.what} took ${Math.round(watched.slowestMs)} ms`)
    }
    if (peakWithChildrenMb > mostMemoryMb) failures.push(`server and readers held ${peakWithChildrenMb} MB`)
    const figures = {
      files: `${uploads.length} at once: three .xlsx of ${sheetQuestions} questions, three .docx of ${wordQuestions}`,
      readIn: `${seconds.toFixed(0)} s, one after the other`,
      serverMemoryBefore: `${beforeMb} MB`,
      peakMemoryOfTheServerWithItsReadingThread: `${peakMb} MB`,
      peakMemoryWithAllChildProcesses: `${peakWithChildrenMb} MB`,
      answersSavedMeanwhile: answers?.words ?? '',
      healthAskedMeanwhile: health?.words ?? '',
    }
    return { seed, figures, failures }
  } finally {
    await ground.close()
  }
}

function filesOf(seed: string): { name: string; bytes: Buffer; questions: number }[] {
  const bank = createMadeUpBank(createDrillRandom(seed, 'large files'))
  const asked = Array.from({ length: sheetQuestions }, (_, at) => {
    const { stem, options } = bank.next(at).content as { stem: string; options?: string[] }
    return { stem, options: options ?? ['Một', 'Hai', 'Ba', 'Bốn'] }
  })
  const header = ['Câu hỏi', 'Đáp án A', 'Đáp án B', 'Đáp án C', 'Đáp án D', 'Đáp án đúng']
  const sheet = makeXlsx([header, ...asked.map(({ stem, options }) => [stem, ...options, 'B'])])
  const lines = asked
    .slice(0, wordQuestions)
    .flatMap(({ stem, options }, at) => [`Câu ${at + 1}. ${stem}`, ...options.map((option, place) => `${'ABCD'[place]}. ${option}`), 'Đáp án: B'])
  const text = makeDocx(lines)
  return [0, 1, 2].flatMap((at) => [
    { name: `bảng ${at}.xlsx`, bytes: sheet, questions: sheetQuestions },
    { name: `văn bản ${at}.docx`, bytes: text, questions: wordQuestions },
  ])
}

/** Asks again and again, as one person does who answers quickly. */
function watch(what: string, ask: () => Promise<number>) {
  const [took, failures]: [number[], string[]] = [[], []]
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const began = performance.now()
      const status = await ask()
      took.push(performance.now() - began)
      if (status !== 200) failures.push(`one ${what} was answered with ${status}`)
      await pause(betweenMs)
    }
  })()
  return {
    async stop() {
      isOver = true
      await asking
      took.sort((a, b) => a - b)
      const [median, ninetyNinth, slowestMs] = [0.5, 0.99, 1].map((part) => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0)
      const ms = (value = 0) => `${value.toFixed(0)} ms`
      return {
        what,
        failures,
        slowestMs: slowestMs ?? 0,
        words: `${took.length}: median ${ms(median)}, 99 % within ${ms(ninetyNinth)}, slowest ${ms(slowestMs)}`,
      }
    },
  }
}

async function watchHealth(origin: string) {
  return watch('question after health', async () => (await fetch(`${origin}/healthz`)).status)
}

async function watchAnswers(origin: string, contest: DrillContest) {
  // in turns: nobody may change answers a thousand times in one attempt
  const attempts = await Promise.all(
    contest.people.map(async ({ token }, at) => {
      const person = participantWith(origin, contest, token, `phone-${at}-xx`)
      return { person, attempt: person.attempt((await person.start()).body) }
    }),
  )
  let taps = 0
  return watch('answer', async () => {
    taps += 1
    const { person, attempt } = attempts[taps % attempts.length] as (typeof attempts)[number]
    return (await attempt.save([person.aTap(taps % questionCount, taps % 3)])).status
  })
}

function watchMemory(pid: number) {
  let [isOver, peakWithChildrenMb] = [false, 0]
  const beforeMb = megabytesOf(pid, 'VmRSS')
  const watching = (async () => {
    while (!isOver) {
      const all = [pid, ...childrenOf(pid)].reduce((sum, one) => sum + megabytesOf(one, 'VmRSS'), 0)
      peakWithChildrenMb = Math.max(peakWithChildrenMb, all)
      await pause(betweenMs)
    }
  })()
  return {
    async stop() {
      isOver = true
      await watching
      return { beforeMb, peakMb: megabytesOf(pid, 'VmHWM'), peakWithChildrenMb }
    },
  }
}

function megabytesOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  try {
    return Math.round(Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${what}:\\s+(\\d+) kB`))?.[1] ?? 0) / 1_024)
  } catch {
    // it ended between two looks
    return 0
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    try {
      return readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
    } catch {
      // a thread that ended between two looks
      return []
    }
  })
}
