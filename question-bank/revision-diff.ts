import type { Question } from './question.ts'
import { plainTextOf } from './rich-text/plain-text.ts'
import { questionTypeOf } from './types/question-types.ts'

/** A run of words that both revisions have, or that only one has. */
export type DiffRun = { kind: 'kept' | 'removed' | 'added'; text: string }
/** One field of a question that differs. `at` counts within lists: the second option is 1. */
export type FieldDiff = { field: DiffField; at?: number; runs: DiffRun[] }
export type DiffField =
  | 'type'
  | 'stem'
  | 'text'
  | 'settings'
  | 'key'
  | 'explanation'
  | 'feedback'
  | 'points'
  | 'name'
  | 'topic'
  | 'level'
  | 'tags'
  | 'source'

/** What a reviewer has to look at, and nothing else: fields that are equal are left out. */
export function diffRevisions(before: Question, after: Question): FieldDiff[] {
  const [from, to] = [fieldsOf(before), fieldsOf(after)]
  const names = new Map([...from, ...to].map(({ field, at }) => [`${field} ${at ?? ''}`, { field, at }]))
  const textAt = (fields: Field[], field: DiffField, at: number | undefined) => fields.find((one) => one.field === field && one.at === at)?.text ?? ''
  return [...names.values()].flatMap(({ field, at }) => {
    const [old, now] = [textAt(from, field, at), textAt(to, field, at)]
    return old === now ? [] : [{ field, ...(at === undefined ? {} : { at }), runs: diffWords(old, now) }]
  })
}

type Field = { field: DiffField; at?: number | undefined; text: string }

function fieldsOf({ content, key, ...about }: Question): Field[] {
  const type = questionTypeOf(content)
  const [stem = '', ...texts] = type.texts(content)
  const { correct } = type.report(content, key)
  return [
    { field: 'type', text: content.type },
    // as written, not as plain text: a bold word or another picture is a change too
    { field: 'stem', text: stem },
    ...texts.map((text, at): Field => ({ field: 'text', at, text })),
    { field: 'settings', text: settingsOf(content, texts.length) },
    { field: 'key', text: wordsOfKey(correct, texts) + extraOfKey(key) },
    { field: 'explanation', text: about.explanation ?? '' },
    ...(about.optionFeedback ?? []).map((text, at): Field => ({ field: 'feedback', at, text: text ?? '' })),
    { field: 'points', text: about.pointsThousandths === undefined ? '' : String(about.pointsThousandths / 1_000) },
    { field: 'name', text: about.name ?? '' },
    { field: 'topic', text: (about.topic ?? []).join(' / ') },
    { field: 'level', text: about.level ?? '' },
    { field: 'tags', text: [...(about.tags ?? [])].sort().join(', ') },
    { field: 'source', text: about.source ?? '' },
  ]
}

/** Whatever the content says beside its texts: scoring, ladder, locks, unit … */
function settingsOf(content: Question['content'], textCount: number): string {
  const shown = Object.entries(content).filter(
    ([name, value]) =>
      name !== 'type' && name !== 'stem' && !(textCount > 0 && Array.isArray(value) && value.every((one) => typeof one === 'string')),
  )
  return shown.map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join('\n')
}

/** Positions as letters with the text that stands there, so that nobody has to count. */
function wordsOfKey(correct: readonly (number | string | boolean)[], texts: readonly string[]): string {
  return correct
    .map((one) =>
      typeof one === 'number' && texts[one] !== undefined ? `${String.fromCharCode(65 + one)}. ${plainTextOf(texts[one])}` : String(one),
    )
    .join('\n')
}

/** What a report of the key leaves out: tolerances, weights, whether case counts … */
function extraOfKey(key: Question['key']): string {
  const extra = Object.entries(key).filter(([name]) => !['correct', 'isTrue', 'truths', 'order', 'rightOf'].includes(name))
  return extra.map(([name, value]) => `\n${name}: ${JSON.stringify(value)}`).join('')
}

const mostCells = 4_000_000

/** Word by word by the longest common run of words; texts too long for that are shown whole. */
export function diffWords(before: string, after: string): DiffRun[] {
  const [old, now] = [wordsIn(before), wordsIn(after)]
  if (old.length * now.length > mostCells) return joined([...old.map((text) => run('removed', text)), ...now.map((text) => run('added', text))])
  const width = now.length + 1
  // common[i * width + j]: how many words the rests from i and from j have in common, in order
  const common = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        old[i] === now[j]
          ? (common[(i + 1) * width + j + 1] as number) + 1
          : Math.max(common[(i + 1) * width + j] as number, common[i * width + j + 1] as number)
    }
  }
  const runs: DiffRun[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      runs.push(run('kept', old[i] as string))
      i += 1
      j += 1
    } else if (j >= now.length || (i < old.length && (common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number))) {
      runs.push(run('removed', old[i] as string))
      i += 1
    } else {
      runs.push(run('added', now[j] as string))
      j += 1
    }
  }
  return joined(runs)
}

/** Words with the spaces behind them, so that the runs put together are the text again. */
function wordsIn(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

function run(kind: DiffRun['kind'], text: string): DiffRun {
  return { kind, text }
}

function joined(runs: readonly DiffRun[]): DiffRun[] {
  const whole: DiffRun[] = []
  for (const { kind, text } of runs) {
    const last = whole.at(-1)
    if (last?.kind === kind) last.text += text
    else whole.push({ kind, text })
  }
  return whole
}
