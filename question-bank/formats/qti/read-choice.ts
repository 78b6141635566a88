import { foldVietnamese } from '../../fold-vietnamese.ts'
import { reason } from '../../reason.ts'
import { plainTextOf } from '../../rich-text/plain-text.ts'
import type { MultipleChoiceContent } from '../../types/multiple-choice.ts'
import { lockedByWording } from '../../types/option-locks.ts'
import type { ResponseDeclaration } from './declarations.ts'
import { declarationOf, type ItemContext, noted, respond } from './item-context.ts'
import { elementsIn, type QtiElement } from './qti-element.ts'
import type { Candidate, Reading, Sample } from './reading.ts'

export function choicesIn(interaction: QtiElement, name = 'simpleChoice'): { identifiers: string[]; elements: QtiElement[] } {
  const elements = elementsIn(interaction, name)
  return { identifiers: elements.map(({ attributes }) => attributes.identifier ?? ''), elements }
}

export function readChoice(interaction: QtiElement, stem: string, context: ItemContext): Reading {
  const declaration = declarationOf(interaction, context)
  const { identifiers, elements } = choicesIn(interaction)
  const options = elements.map(({ children }) => context.textOf(children))
  const body = { stem, options, ...locksOf(interaction, elements, options) }
  const unknown = declaration.correct?.find((identifier) => !identifiers.includes(identifier))
  const doubts = unknown === undefined ? [] : [reason('KEY_IS_NO_OPTION', unknown)]
  // a key that names something else names nothing
  const named = unknown === undefined ? declaration.correct?.map((identifier) => identifiers.indexOf(identifier)) : undefined
  if (declaration.cardinality === 'multiple') return { ...several(interaction, body, identifiers, declaration, named, context), doubts }
  if (named && named.length > 1) doubts.push(reason('SEVERAL_KEYS', declaration.correct?.join(', ') ?? ''))
  const truth = noted(interaction, 'type') === 'single-choice' ? undefined : truthsIn(options)
  const samples = identifiers.map((identifier, option) => ({ responses: respond(declaration.identifier, [identifier]), answer: option }))
  const scores = samples.map(({ responses }) => context.score?.(responses) ?? 0)
  const correct = named?.[0] ?? onlyBest(scores)
  if (truth) {
    const content = { type: 'true-false' as const, stem }
    return {
      draft: { content },
      candidates: correct === undefined ? [] : [{ content, key: { isTrue: truth[correct] === true } }],
      samples: samples.map(({ responses, answer }) => ({ responses, answer: truth[answer] })),
      doubts,
    }
  }
  const content = { type: 'single-choice' as const, ...body }
  const weightsThousandths = scores.map((score) => Math.round((score * 1_000) / Math.max(...scores)))
  const candidates: Candidate[] =
    correct === undefined
      ? []
      : [
          { content, key: { correct } },
          { content, key: { correct, weightsThousandths } },
        ]
  // a question may be worth the same with and without weights; ours says which it was
  return { draft: { content }, candidates: noted(interaction, 'weights') ? candidates.reverse() : candidates, samples, doubts }
}

/** Which of two options says true, where that is all they say. */
export function truthsIn(texts: readonly string[]): boolean[] | undefined {
  const truths = texts.map((text) => {
    const word = foldVietnamese(plainTextOf(text)).replace(/[.!]$/, '')
    return /^(?:dung|d|true|t|yes)$/.test(word) ? true : /^(?:sai|s|false|f|no)$/.test(word) ? false : undefined
  })
  return truths.length === 2 && truths.includes(true) && truths.includes(false) ? (truths as boolean[]) : undefined
}

function onlyBest(scores: readonly number[]): number | undefined {
  const best = Math.max(...scores)
  return best > 0 && scores.filter((score) => score === best).length === 1 ? scores.indexOf(best) : undefined
}

/** Fixed ones stay; where the author did not think of shuffling at all, so do those that speak of others. */
function locksOf(interaction: QtiElement, elements: readonly QtiElement[], options: readonly string[]): { locked?: number[] } {
  const fixed = elements.flatMap(({ attributes }, option) => (attributes.fixed === 'true' ? [option] : []))
  const isThoughtOf = interaction.attributes.shuffle === 'true' && elements.every(({ attributes }) => attributes.fixed !== undefined)
  const spoken = lockedByWording(options.map(plainTextOf))
  const locked = [...new Set([...fixed, ...(isThoughtOf ? [] : spoken)])].sort((a, b) => a - b)
  // an empty list says that none is meant to stay, against the wording
  return locked.length > 0 || spoken.length > 0 ? { locked } : {}
}

type Body = { stem: string; options: string[]; locked?: number[] }

function several(
  interaction: QtiElement,
  body: Body,
  identifiers: readonly string[],
  declaration: ResponseDeclaration,
  named: readonly number[] | undefined,
  { score }: ItemContext,
): Omit<Reading, 'doubts'> {
  const contentOf = (scoring: MultipleChoiceContent['scoring']) => ({ type: 'multiple-choice' as const, ...body, scoring })
  const worths = worthsOf(identifiers, declaration)
  const correct = named ?? worths?.flatMap((worth, option) => (worth > 0 ? [option] : [])) ?? []
  const most = Number(interaction.attributes.maxChoices ?? 0)
  const limit = most > 0 && most >= correct.length ? most : identifiers.length
  const samples: Sample[] = picksOf(identifiers.length, correct)
    .filter((picks) => picks.length <= limit)
    .map((picks) => ({
      responses: respond(
        declaration.identifier,
        picks.map((pick) => identifiers[pick] as string),
      ),
      answer: picks,
    }))
  const draft = { content: contentOf('all-or-nothing') }
  if (correct.length === 0) return { draft, candidates: best(samples, score).map((picks) => ({ ...draft, key: { correct: picks } })), samples }
  const scorings = (['all-or-nothing', 'per-right-option', 'right-minus-wrong'] as const).toSorted(
    (a, b) => Number(b === noted(interaction, 'scoring')) - Number(a === noted(interaction, 'scoring')),
  )
  const unweighed: Candidate[] = scorings.map((scoring) => ({ content: contentOf(scoring), key: { correct: [...correct] } }))
  const weighed: Candidate[] = worths
    ? [{ content: contentOf(scorings[0] ?? 'all-or-nothing'), key: { correct: [...correct], weightsThousandths: worths } }]
    : []
  return { draft, candidates: noted(interaction, 'weights') ? [...weighed, ...unweighed] : [...unweighed, ...weighed], samples }
}

/** What each option is worth by the mapping, as thousandths of the whole. */
function worthsOf(identifiers: readonly string[], { mapping }: ResponseDeclaration): number[] | undefined {
  if (!mapping) return undefined
  const values = identifiers.map((identifier) => mapping.entries.find(({ key }) => key === identifier)?.value ?? mapping.otherwise)
  const whole = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  const scale = Math.abs(whole - 1) <= 0.005 ? 1_000 : 1_000 / whole
  return whole > 0 ? values.map((value) => Math.max(-1_000, Math.round(value * scale))) : undefined
}

/** Where no right answer is named but the rules tell one that is better than any other. */
function best(samples: readonly Sample[], score: ItemContext['score']): number[][] {
  const scores = samples.map(({ responses }) => score?.(responses) ?? 0)
  const place = onlyBest(scores)
  return place === undefined ? [] : [samples[place]?.answer as number[]]
}

/** Every choice of a few options; of many, those around the right one. */
function picksOf(size: number, correct: readonly number[]): number[][] {
  const all = [...Array(size).keys()]
  if (size <= 7) return Array.from({ length: 2 ** size - 1 }, (_, bits) => all.filter((option) => ((bits + 1) >> option) & 1))
  const toggled = (option: number) => all.filter((one) => correct.includes(one) !== (one === option))
  return [[...correct].sort((a, b) => a - b), all, ...all.map((option) => [option]), ...all.map(toggled)].filter((picks) => picks.length > 0)
}
