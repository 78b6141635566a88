import { type ClozeContent, type ClozeGap, type ClozeGapKey, type ClozeKey, fillGapMarks } from '../../types/cloze.ts'
import { canonicalDecimal } from '../../types/decimal.ts'
import type { EssayContent, EssayKey } from '../../types/essay.ts'
import type { NumericContent, NumericKey } from '../../types/numeric.ts'
import { letterOf } from '../../types/option-list.ts'
import type { PredictionContent } from '../../types/prediction.ts'
import type { ShortTextContent, ShortTextKey } from '../../types/short-text.ts'
import { blocksXml, type Media, shortXml } from './writing-body.ts'
import { declare, type ItemParts, mapping, mapResponse, rules } from './writing-parts.ts'
import { element } from './writing-xml.ts'

type Attributes = Record<string, string | number | undefined>

function textEntry(identifier: string, attributes: Attributes = {}): string {
  return element('qti-text-entry-interaction', { 'response-identifier': identifier, ...attributes })
}

const plainNumber = (value: string) => canonicalDecimal(value) ?? value

function textDeclaration(identifier: string, { accepted, isCaseSensitive }: ShortTextKey): string {
  const entries = accepted.map(({ text, worthThousandths }) => ({
    key: text,
    worth: worthThousandths / 1_000,
    isCaseSensitive: isCaseSensitive === true,
  }))
  const right = accepted.find(({ worthThousandths }) => worthThousandths === 1_000)?.text
  return declare({ identifier, cardinality: 'single', baseType: 'string', correct: right === undefined ? [] : [right], mapping: mapping(entries) })
}

/** What QTI has no word for and other systems will not do. */
function acceptsOf({ hasWildcards, isCaseSensitive, ignoresDiacritics }: ShortTextKey): string | undefined {
  const flags = [hasWildcards ? 'wildcards' : '', isCaseSensitive ? 'case' : '', ignoresDiacritics ? 'no-diacritics' : ''].filter(
    (flag) => flag !== '',
  )
  return flags.length > 0 ? flags.join(' ') : undefined
}

function numberDeclaration(identifier: string, { accepted }: NumericKey): string {
  const entries = accepted.map(({ value, worthThousandths }) => ({ key: plainNumber(value), worth: worthThousandths / 1_000 }))
  const right = accepted.find(({ worthThousandths }) => worthThousandths === 1_000)
  return declare({
    identifier,
    cardinality: 'single',
    baseType: 'float',
    correct: right ? [plainNumber(right.value)] : [],
    mapping: mapping(entries),
  })
}

/** The best of what fits counts, so the dearest is asked for first. */
function numberRule(identifier: string, { accepted }: NumericKey, weight: number): string {
  return rules.firstOf(
    accepted
      .toSorted((a, b) => b.worthThousandths - a.worthThousandths)
      .map(({ value, tolerance, worthThousandths }) => ({
        test: rules.equal(identifier, plainNumber(value), tolerance === undefined ? undefined : plainNumber(tolerance)),
        rule: rules.addToScore(rules.number((worthThousandths * weight) / 1_000)),
      })),
  )
}

export function shortTextParts({ stem }: ShortTextContent, key: ShortTextKey, media: Media): ItemParts {
  const entry = textEntry('RESPONSE', { 'data-hoithi-type': 'short-text', 'data-hoithi-accepts': acceptsOf(key) })
  return { declarations: [textDeclaration('RESPONSE', key)], body: blocksXml(stem, media) + element('p', {}, entry), processing: mapResponse }
}

export function numericParts({ stem, unit, hasBox }: NumericContent, key: NumericKey, media: Media): ItemParts {
  const entry = textEntry('RESPONSE', {
    'data-hoithi-type': 'numeric',
    'data-hoithi-unit': unit,
    'data-hoithi-box': hasBox ? 'yes' : undefined,
    'expected-length': hasBox ? 4 : undefined,
  })
  return {
    declarations: [numberDeclaration('RESPONSE', key)],
    body: blocksXml(stem, media) + element('p', {}, entry),
    processing: rules.processing(numberRule('RESPONSE', key, 1)),
  }
}

/** Nothing is right, so nothing is scored. */
export function predictionParts({ stem, unit }: PredictionContent, media: Media): ItemParts {
  const entry = textEntry('RESPONSE', { 'data-hoithi-type': 'prediction', 'data-hoithi-unit': unit })
  return {
    declarations: [declare({ cardinality: 'single', baseType: 'float' })],
    body: blocksXml(stem, media) + element('p', {}, entry),
    processing: '',
  }
}

export function essayParts({ stem, mostWords }: EssayContent, { guide }: EssayKey, media: Media): ItemParts {
  const notes =
    guide === undefined
      ? ''
      : element('qti-rubric-block', { view: 'scorer', use: 'scoring' }, element('qti-content-body', {}, blocksXml(guide, media)))
  const entry = element('qti-extended-text-interaction', { 'response-identifier': 'RESPONSE', 'data-hoithi-most-words': mostWords })
  return { declarations: [declare({ cardinality: 'single', baseType: 'string' })], body: notes + blocksXml(stem, media) + entry, processing: '' }
}

// marks of gaps travel through the writing of texts as signs that no text has
const [gapStart, gapEnd] = ['\ue000', '\ue001']

export function clozeParts({ stem, gaps, scoring }: ClozeContent, key: ClozeKey, media: Media): ItemParts {
  const written = gaps.map((gap, index) => gapParts(gap, key.gaps[index] as ClozeGapKey, `GAP_${index + 1}`, media))
  const text = blocksXml(
    fillGapMarks(stem.replace(/[\ue000\ue001]/g, ''), (gap) => `${gapStart}${gap}${gapEnd}`),
    media,
  )
  const whole = rules.firstOf([{ test: element('qti-and', {}, ...written.map(({ isRight }) => isRight)), rule: rules.addToScore(rules.number(1)) }])
  return {
    declarations: written.map(({ declaration }) => declaration),
    body: text.replace(new RegExp(`${gapStart}(\\d+)${gapEnd}`, 'g'), (_mark, gap) => written[Number(gap)]?.interaction ?? ''),
    processing: rules.processing(...(scoring === 'all-or-nothing' ? [whole] : written.map(({ rule }) => rule))),
  }
}

type GapParts = { declaration: string; interaction: string; rule: string; isRight: string }

function gapParts(gap: ClozeGap, key: ClozeGapKey, identifier: string, media: Media): GapParts {
  const noted = { 'data-hoithi-type': 'cloze', 'data-hoithi-weight': key.weight }
  const mapped = element('qti-product', {}, rules.mapped(identifier), rules.number(key.weight))
  const byMap = { rule: rules.addToScore(mapped), isRight: element('qti-gte', {}, rules.mapped(identifier), rules.number(1)) }
  if (key.kind === 'numeric') {
    const full = key.number.accepted.filter(({ worthThousandths }) => worthThousandths === 1_000)
    return {
      declaration: numberDeclaration(identifier, key.number),
      interaction: textEntry(identifier, noted),
      rule: numberRule(identifier, key.number, key.weight),
      isRight: element(
        'qti-or',
        {},
        ...full.map(({ value, tolerance }) => rules.equal(identifier, plainNumber(value), tolerance && plainNumber(tolerance))),
      ),
    }
  }
  if (key.kind === 'text')
    return {
      declaration: textDeclaration(identifier, key.text),
      interaction: textEntry(identifier, { ...noted, 'data-hoithi-accepts': acceptsOf(key.text) }),
      ...byMap,
    }
  const right = letterOf(key.correct)
  const options = gap.kind === 'choice' ? gap.options : []
  return {
    declaration: declare({
      identifier,
      cardinality: 'single',
      baseType: 'identifier',
      correct: [right],
      mapping: mapping([{ key: right, worth: 1 }]),
    }),
    interaction: element(
      'qti-inline-choice-interaction',
      { 'response-identifier': identifier, shuffle: 'true', ...noted },
      ...options.map((option, place) => element('qti-inline-choice', { identifier: letterOf(place) }, shortXml(option, media))),
    ),
    ...byMap,
  }
}
