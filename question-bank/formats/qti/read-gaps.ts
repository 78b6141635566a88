import { type Reason, reason } from '../../reason.ts'
import { type ClozeContent, type ClozeGap, type ClozeGapKey, gapMark } from '../../types/cloze.ts'
import type { NumericKey } from '../../types/numeric.ts'
import type { ShortTextKey } from '../../types/short-text.ts'
import type { ResponseDeclaration } from './declarations.ts'
import { type TypedGap, typedGap } from './gap-keys.ts'
import { declarationOf, type ItemContext, noted } from './item-context.ts'
import { descendants, type QtiElement } from './qti-element.ts'
import { choicesIn } from './read-choice.ts'
import type { Candidate, Reading, Sample } from './reading.ts'

type Unweighed = { kind: 'choice'; correct: number } | { kind: 'text'; text: ShortTextKey } | { kind: 'numeric'; number: NumericKey }

/** A gap of the text: how it is answered, what its key may be, and which words the file would be sent. */
type Gap = {
  element: QtiElement
  identifier: string
  gap: ClozeGap
  keys: readonly Unweighed[]
  /** The first is right. */
  probes: readonly { word: string; answer: number | string }[]
  doubts: readonly Reason[]
}

export function readGaps(elements: readonly QtiElement[], stem: string, context: ItemContext): Reading {
  const gaps = elements.map((element) => readGap(element, context))
  const [only] = gaps
  const isAlone = gaps.length === 1 && only && only.gap.kind !== 'choice' && noted(only.element, 'type') !== 'cloze'
  if (isAlone && /^[\s.…_:?)]*$/.test(stem.slice(stem.indexOf(gapMark(0)) + gapMark(0).length))) return typedQuestion(only, stem, context)
  return clozeOf(gaps, stem, context)
}

/** Choices to be put into gaps of a text: each gap is a choice among all of them. */
export function readGapMatch(interaction: QtiElement, stem: string, context: ItemContext): Reading {
  const declaration = declarationOf(interaction, context)
  const texts = ['gapText', 'gapImg'].map((name) => choicesIn(interaction, name))
  const identifiers = texts.flatMap((one) => one.identifiers)
  const options = texts.flatMap((one) => one.elements).map((element) => context.textOf(element.children))
  const gaps = descendants(interaction, ({ name }) => name === 'gap').map((element): Gap => {
    const name = element.attributes.identifier ?? ''
    const named = declaration.correct?.filter((pair) => pair.split(' ')[1] === name) ?? []
    const correct = identifiers.indexOf(named[0]?.split(' ')[0] ?? '')
    return {
      element,
      identifier: declaration.identifier,
      gap: { kind: 'choice', options },
      keys: named.length === 1 && correct >= 0 ? [{ kind: 'choice', correct }] : [],
      probes: rightFirst(correct, identifiers.length).map((option) => ({ word: `${identifiers[option]} ${name}`, answer: option })),
      doubts: [],
    }
  })
  return clozeOf(gaps, stem, context)
}

function readGap(element: QtiElement, context: ItemContext): Gap {
  const declaration = declarationOf(element, context)
  if (element.name === 'inlineChoiceInteraction') return choiceGap(element, declaration, context)
  const typed = typedGap(element, declaration, context)
  const keys: readonly Unweighed[] =
    typed.kind === 'text' ? typed.keys.map((text) => ({ kind: 'text', text })) : typed.keys.map((number) => ({ kind: 'numeric', number }))
  return {
    element,
    identifier: declaration.identifier,
    gap: { kind: typed.kind },
    keys,
    probes: rightProbeFirst(typed).map((word) => ({ word, answer: word })),
    doubts: typed.doubts,
  }
}

function rightProbeFirst({ kind, keys, probes }: TypedGap): string[] {
  const full =
    kind === 'text'
      ? keys[0]?.accepted.find(({ worthThousandths }) => worthThousandths === 1_000)?.text
      : keys[0]?.accepted.find(({ worthThousandths }) => worthThousandths === 1_000)?.value
  return full === undefined ? [...probes] : [full, ...probes]
}

function choiceGap(element: QtiElement, declaration: ResponseDeclaration, context: ItemContext): Gap {
  const { identifiers, elements } = choicesIn(element, 'inlineChoice')
  const mapped = declaration.mapping?.entries.filter(({ value }) => value > 0) ?? []
  const named = declaration.correct ?? (mapped.length === 1 ? mapped.map(({ key }) => key) : [])
  const correct = identifiers.indexOf(named[0] ?? '')
  return {
    element,
    identifier: declaration.identifier,
    gap: { kind: 'choice', options: elements.map(({ children }) => context.textOf(children)) },
    keys: named.length === 1 && correct >= 0 ? [{ kind: 'choice', correct }] : [],
    probes: rightFirst(correct, identifiers.length).map((option) => ({ word: identifiers[option] as string, answer: option })),
    doubts: [],
  }
}

function rightFirst(correct: number, size: number): number[] {
  return [...Array(size).keys()].sort((a, b) => Number(b === correct) - Number(a === correct) || a - b)
}

/** A short text or a number: one gap, and nothing behind it. */
function typedQuestion({ element, identifier, gap, keys, probes, doubts }: Gap, stemWithGap: string, context: ItemContext): Reading {
  const stem = stemWithGap
    .replace(gapMark(0), '')
    .replace(/[ \t]+$/gm, '')
    .trim()
  const unit = noted(element, 'unit')
  const content =
    gap.kind === 'numeric'
      ? { type: 'numeric' as const, stem, ...(unit === undefined ? {} : { unit }), ...(noted(element, 'box') ? { hasBox: true } : {}) }
      : { type: 'short-text' as const, stem }
  if (noted(element, 'type') === 'prediction') {
    const prediction: Candidate = { content: { type: 'prediction', stem, ...(unit === undefined ? {} : { unit }) }, key: {} }
    return { draft: prediction, candidates: [prediction], samples: [], doubts: [] }
  }
  const candidates = keys.map(
    (key): Candidate => ({
      content,
      key: key.kind === 'text' ? key.text : key.kind === 'numeric' ? key.number : {},
    }),
  )
  const isKnown = context.declarations.has(identifier) && doubts.length === 0
  return {
    draft: { content },
    candidates: isKnown ? candidates : [],
    samples: probes.map(({ word }) => ({ responses: new Map([[identifier, [word]]]), answer: word })),
    doubts,
  }
}

function clozeOf(gaps: readonly Gap[], stem: string, { score }: ItemContext): Reading {
  const content: ClozeContent = { type: 'cloze', stem, gaps: gaps.map(({ gap }) => gap) }
  const keyless = gaps.findIndex(({ keys, doubts }) => keys.length === 0 || doubts.length > 0)
  if (keyless >= 0 || gaps.length === 0)
    return {
      draft: { content },
      candidates: [],
      samples: [],
      doubts: [gaps.length === 0 ? reason('NO_GAPS') : reason('GAP_WITHOUT_KEY', keyless + 1)],
    }
  const probed = (chosen: readonly (number | undefined)[]): Sample => {
    const responses = new Map<string, string[]>()
    const answer = gaps.map(({ identifier, probes }, index) => {
      const probe = chosen[index] === undefined ? undefined : probes[chosen[index]]
      if (probe) responses.set(identifier, [...(responses.get(identifier) ?? []), probe.word])
      return probe?.answer
    })
    return { responses, answer }
  }
  const allRight = gaps.map(() => 0)
  const alone = gaps.map((_, gap) => gaps.map((_gap, other) => (other === gap ? 0 : undefined)))
  const varied = gaps.flatMap(({ probes }, gap) => probes.map((_, probe) => allRight.with(gap, probe)))
  const samples = [allRight, ...alone, ...varied].map(probed)
  const scores = alone.map((chosen) => score?.(probed(chosen).responses) ?? 1)
  const weights = [gaps.map(({ element }) => Number(noted(element, 'weight'))), weightsFrom(scores), gaps.map(() => 1)].filter((list) =>
    list.every((weight) => Number.isInteger(weight) && weight >= 1 && weight <= 1_000),
  )
  // all gaps read the same way: letter case counts in all of them or in none, but for what a gap itself says
  const keyChoices = [0, 1].map((choice) => gaps.map(({ keys }) => keys[Math.min(choice, keys.length - 1)] as Unweighed))
  const each = keyChoices.map((keys) => keys.map((key, index) => keyThatFits(gaps[index] as Gap, key, score, probed, index)))
  const candidates = [...each.slice(0, 1), ...keyChoices].flatMap((keys) => [
    ...weights.map((list): Candidate => ({ content, key: { gaps: keys.map((key, index) => ({ ...key, weight: list[index] }) as ClozeGapKey) } })),
    { content: { ...content, scoring: 'all-or-nothing' as const }, key: { gaps: keys.map((key) => ({ ...key, weight: 1 }) as ClozeGapKey) } },
  ])
  return { draft: { content }, candidates, samples, doubts: [] }
}

/** Gaps may differ in whether letter case counts: the file's own rules tell for each, when the right word comes in capitals. */
function keyThatFits(
  { keys, probes }: Gap,
  key: Unweighed,
  score: ItemContext['score'],
  probed: (chosen: readonly (number | undefined)[]) => Sample,
  index: number,
): Unweighed {
  if (!score || keys.length < 2) return key
  const scoreOf = (probe: number) => score(probed([...Array(index).fill(undefined), probe]).responses)
  const right = probes[0]?.word ?? ''
  const other = probes.findIndex(({ word }) => word !== right && word.toLowerCase() === right.toLowerCase())
  return other < 0 ? key : ((scoreOf(other) === scoreOf(0) ? keys.find(isLoose) : keys.find((one) => !isLoose(one))) ?? key)
}

const isLoose = (key: Unweighed) => key.kind !== 'text' || !key.text.isCaseSensitive

/** Shares as small whole numbers, where they are such. */
function weightsFrom(scores: readonly number[]): number[] {
  const least = Math.min(...scores)
  if (!(least > 0)) return []
  const shares = scores.map((one) => one / least)
  return shares.every((share) => Math.abs(share - Math.round(share)) < 0.01) ? shares.map(Math.round) : shares.map((share) => Math.round(share * 100))
}
