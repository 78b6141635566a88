import { type Static, Type } from 'typebox'
import { type Reason, reason } from '../reason.ts'
import { RichText, stemFaults } from './option-list.ts'
import { type Grade, noGrade, type QuestionTypeDefinition } from './question-type.ts'

/** A few words, typed. */
const Content = Type.Object({ type: Type.Literal('short-text'), stem: RichText })
const Key = Type.Object({
  accepted: Type.Array(
    Type.Object({
      text: Type.String({ description: 'Plain text; * stands for any characters where hasWildcards is set' }),
      worthThousandths: Type.Integer({ minimum: 0, maximum: 1_000 }),
    }),
  ),
  hasWildcards: Type.Optional(Type.Boolean()),
  isCaseSensitive: Type.Optional(Type.Boolean()),
  ignoresDiacritics: Type.Optional(Type.Boolean({ description: 'ha noi is as good as Hà Nội' })),
})
export type ShortTextContent = Static<typeof Content>
export type ShortTextKey = Static<typeof Key>

export const shortText: QuestionTypeDefinition<ShortTextContent, ShortTextKey, string> = {
  name: 'short-text',
  content: Content,
  key: Key,
  gradedBy: 'machine',
  faultsOf: ({ stem }, key) => [...stemFaults(stem), ...textKeyFaults(key)],
  shuffledLists: () => [],
  present: ({ type, stem }) => ({ type, stem }),
  read: (_content, text) => (text.trim() === '' ? undefined : text),
  write: (_content, answer) => answer,
  grade: (_content, key, answer) => gradeText(key, answer),
  leastGrade: () => noGrade,
  fullAnswer: (_content, { accepted }) => accepted.find(({ worthThousandths }) => worthThousandths === 1_000)?.text,
  texts: ({ stem }) => [stem],
  mapTexts: (content, change) => ({ ...content, stem: change(content.stem) }),
  report: (_content, key) => ({ options: [], correct: key ? key.accepted.map(({ text }) => text) : [] }),
}

/** NFC and single spaces always; case and diacritics as the key says. The best of what is accepted counts. */
export function gradeText({ accepted, hasWildcards, isCaseSensitive, ignoresDiacritics }: ShortTextKey, answer: string): Grade {
  const fold = (text: string) => {
    const tidy = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
    const cased = isCaseSensitive ? tidy : tidy.toLowerCase()
    return ignoresDiacritics ? withoutDiacritics(cased) : cased
  }
  const given = fold(answer)
  const matches = (text: string) => (hasWildcards ? matchesWildcards(fold(text), given) : fold(text) === given)
  return { part: Math.max(0, ...accepted.map(({ text, worthThousandths }) => (matches(text) ? worthThousandths : 0))), of: 1_000 }
}

export function textKeyFaults({ accepted }: ShortTextKey): Reason[] {
  const isSound =
    accepted.some(({ worthThousandths }) => worthThousandths === 1_000) && accepted.every(({ text }) => text.replace(/[*\s]/g, '') !== '')
  return isSound ? [] : [reason('NO_ACCEPTED_TEXT')]
}

function withoutDiacritics(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').normalize('NFC')
}

/** Walks both texts once with one place to go back to: no pattern can make it slow. */
function matchesWildcards(pattern: string, text: string): boolean {
  let [at, from, star, resume] = [0, 0, -1, 0]
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = from
      from += 1
      resume = at
    } else if (pattern[from] === text[at]) {
      at += 1
      from += 1
    } else if (star >= 0) {
      resume += 1
      at = resume
      from = star + 1
    } else return false
  }
  while (pattern[from] === '*') from += 1
  return from === pattern.length
}
