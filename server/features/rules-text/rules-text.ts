import type { Language } from '../../contract/primitives.ts'
import { type ClauseName, clauseNames, type RulesBlock } from '../../contract/rules-text.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { type RoundClause, type RuleWords, roundClauses, type ToldContest } from './told-contest.ts'

/** Every clause in the usual order and nothing else. */
export const usualBlocks: readonly RulesBlock[] = clauseNames.map((clause) => ({ clause }))

/** A contest that was made before clauses were: its own paragraphs come first. */
export function blocksInForce({ rulesBlocks, rules }: { rulesBlocks: RulesBlock[] | null; rules: readonly string[] }): RulesBlock[] {
  return rulesBlocks ?? [...rules.map((own) => ({ own })), ...usualBlocks]
}

/** Thể lệ: own paragraphs as they are, clauses made of the settings in force, so that a clause cannot disagree with the software. */
export function rulesText(blocks: readonly RulesBlock[], contest: ToldContest, language: Language): string[] {
  return blocks.flatMap((block) => {
    if ('clause' in block) return clauseText(block.clause, contest, language)
    return [language === 'en' ? (block.ownEn ?? block.own) : block.own]
  })
}

export function clauseText(clause: ClauseName, contest: ToldContest, language: Language): string[] {
  const words: RuleWords = textsIn(language).rules
  return isOfRound(clause) ? saidOfRounds(clause, contest, words) : words.ofContest[clause](contest)
}

/** Clauses that are missing or stand twice: no clause can be left out, because it is what the software does. */
export function misplacedClauses(blocks: readonly RulesBlock[]): ClauseName[] {
  const placed = blocks.flatMap((block) => ('clause' in block ? [block.clause] : []))
  return clauseNames.filter((clause) => placed.filter((one) => one === clause).length !== 1)
}

function isOfRound(clause: ClauseName): clause is RoundClause {
  return (roundClauses as readonly ClauseName[]).includes(clause)
}

/** What all rounds say alike is said once; else each kind of rounds is named. */
function saidOfRounds(clause: RoundClause, contest: ToldContest, words: RuleWords): string[] {
  const said = contest.rounds.map((round) => ({ title: round.title, paragraphs: words.ofRound[clause](round, contest) }))
  const [first] = said
  if (!first) return []
  const alike = Map.groupBy(said, ({ paragraphs }) => paragraphs.join('\n'))
  if (alike.size === 1) return first.paragraphs
  return [...alike.values()].flatMap((rounds) => {
    const titles = rounds.map(({ title }) => title)
    return (rounds[0]?.paragraphs ?? []).map((paragraph) => words.onlyFor(titles, paragraph))
  })
}
