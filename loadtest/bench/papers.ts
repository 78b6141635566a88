import { gradePaper } from '../../question-bank/grading.ts'
import { type Blueprint, drawPaper } from '../../question-bank/paper.ts'
import { makeQuestion } from '../../question-bank/question.ts'

// How long a paper takes to be drawn and graded: `node loadtest/bench/papers.ts`. Each figure is the median of many short runs, which
// take turns with a plain shuffle of the same 5,000 numbers: the ratio to it is comparable between machines, nanoseconds are not.

const [size, draw, people, runs] = [5_000, 40, 50, 400]
const questions = new Map(
  Array.from({ length: size }, (_, index) => [
    `0190c2a0-0000-7000-8000-${String(index).padStart(12, '0')}`,
    makeQuestion<'single-choice'>({ type: 'single-choice', stem: `Câu ${index}?`, options: ['một', 'hai', 'ba', 'bốn'] }, { correct: index % 4 }),
  ]),
)
const materialOf = (id: string) => questions.get(id) as ReturnType<typeof makeQuestion>
const ids = [...questions.keys()]
const blueprintOf = (pools: number): Blueprint => ({
  pools: Array.from({ length: pools }, (_, pool) => ({
    id: `pool ${pool}`,
    draw: draw / pools,
    pointsThousandths: 250,
    revisionIds: ids.slice((pool * size) / pools, ((pool + 1) * size) / pools),
  })),
  shuffleQuestions: true,
  shuffleOptions: true,
})
const [onePool, subPools] = [blueprintOf(1), blueprintOf(draw)]
const seeds = Array.from({ length: people }, (_, person) => Buffer.from(`the secret seed of person ${person}`.padEnd(32, '.')))
const answers = Array.from({ length: draw }, (_, position) => String(position % 4))
const drawFor = (blueprint: Blueprint, person: number, attemptNo = 1 + (person % 3)) =>
  drawPaper({ seed: seeds[person] as Buffer, roundId: 7, attemptNo, blueprint, contentOf: (id) => materialOf(id).content })
const papers = seeds.map((_, person) => drawFor(onePool, person))

const works = {
  plainShuffle: () => plainShuffle(size),
  drawFromOnePool: (person: number) => drawFor(onePool, person),
  /** The dearest there is: the last slice needs the whole permutation. */
  drawTheLastSlice: (person: number) => drawFor(onePool, person, size / draw),
  drawFromSubPools: (person: number) => drawFor(subPools, person),
  grade: (person: number) => gradePaper(papers[person] as (typeof papers)[number], answers, materialOf),
}
type Name = keyof typeof works
const names = Object.keys(works) as Name[]
const times = new Map<Name, number[]>(names.map((name) => [name, []]))
for (let run = 0; run < runs; run += 1) {
  for (const name of names) {
    const began = process.hrtime.bigint()
    for (let person = 0; person < people; person += 1) works[name](person)
    times.get(name)?.push(Number(process.hrtime.bigint() - began) / people)
  }
}
for (const taken of times.values()) taken.sort((a, b) => a - b)
const figure = (name: Name, place: number) => Math.round(times.get(name)?.[place] as number)
const medianOf = (name: Name) => figure(name, runs / 2)
const shuffleNs = medianOf('plainShuffle')
console.log(
  JSON.stringify(
    Object.fromEntries(
      names.map((name) => [
        name,
        { medianNs: medianOf(name), leastNs: figure(name, 0), toPlainShuffle: Number((medianOf(name) / shuffleNs).toFixed(3)) },
      ]),
    ),
    null,
    2,
  ),
)

/** What a paper would cost if the whole pool were shuffled for it. */
function plainShuffle(count: number): Uint16Array {
  const order = new Uint16Array(count)
  for (let place = 0; place < count; place += 1) order[place] = place
  for (let place = count - 1; place > 0; place -= 1) {
    const other = Math.floor(Math.random() * (place + 1))
    const moved = order[place] as number
    order[place] = order[other] as number
    order[other] = moved
  }
  return order
}
