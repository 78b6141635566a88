import fc from 'fast-check'
import { type Attachment, makeAttachment } from '../../../question-bank/attachment.ts'
import { parseRichText } from '../../../question-bank/rich-text/parse-rich-text.ts'
import { plainTextOf } from '../../../question-bank/rich-text/plain-text.ts'
import type { Block, Inline } from '../../../question-bank/rich-text/rich-text.ts'
import { writeRichText } from '../../../question-bank/rich-text/write-rich-text.ts'

/** What texts may hold beside words. A format that cannot say one of these asks for texts without it. */
export type TextFeatures = {
  /** Signs that mean something in some format: * $ { } | = ~ # < & … Without them only letters, digits and common punctuation. */
  hasSigns: boolean
  /** Bold, italic, underline, sub, super. */
  hasMarks: boolean
  hasFormulas: boolean
  hasTables: boolean
  /** More than one line, more than one paragraph. */
  hasLines: boolean
  hasAttachments: boolean
}
export const everyTextFeature: TextFeatures = {
  hasSigns: true,
  hasMarks: true,
  hasFormulas: true,
  hasTables: true,
  hasLines: true,
  hasAttachments: false,
}

const words =
  'Thủ đô của nước ta là thành phố nào năm 1945 Nguyễn Trãi sông Hồng đúng nhất Điều lệ Đoàn 3,5 km 12 Hà Nội ở đâu, gì? tư tưởng; quỹ (không) “khuyến học” ấy ủng hộ Ước mơ yêu'.split(
    ' ',
  )
const signs = [
  '*',
  '**',
  '_',
  '__',
  '~',
  '^',
  '$',
  '$5',
  '\\',
  '|',
  '[[',
  ']]',
  '![',
  '`',
  '{',
  '}',
  '=',
  '#',
  ':',
  '<b>',
  '&amp;',
  '"',
  "'",
  '%50%',
  '-',
  '->',
  '//',
  '@',
  '+1',
]

/** One line of plain text: NFC, single spaces, never empty. */
export function aPlainText({ hasSigns }: Pick<TextFeatures, 'hasSigns'> = everyTextFeature): fc.Arbitrary<string> {
  const word = hasSigns
    ? fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...words) },
        { weight: 2, arbitrary: fc.constantFrom(...signs) },
        { weight: 1, arbitrary: anyWord },
      )
    : fc.constantFrom(...words)
  // begins with a word, so that a line is never a mere sign
  return fc
    .tuple(fc.constantFrom(...words), fc.array(word, { maxLength: 7 }))
    .map(([first, rest]) => [first, ...rest].join(' ').normalize('NFC').replace(/\s+/g, ' ').trim())
}

const anyWord = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((text) => /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(text))

const formulas = ['x^2', '\\frac{1}{2}', 'a_1 + b_1', '\\sqrt{2} \\approx 1{,}41', 'H_2SO_4', '2 < 3', 'y = |x|', '\\%', '\\left( a;b \\right)']

function anInline(features: TextFeatures): fc.Arbitrary<Inline> {
  const text = aPlainText(features).map((said): Inline => ({ kind: 'text', text: said }))
  const kinds: fc.MaybeWeightedArbitrary<Inline>[] = [{ weight: 6, arbitrary: text }]
  if (features.hasMarks)
    kinds.push({
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom('strong' as const, 'emphasis' as const, 'underline' as const, 'sub' as const, 'super' as const),
          aPlainText({ hasSigns: false }),
        )
        .map(([kind, said]): Inline => ({ kind, inside: [{ kind: 'text', text: said }] })),
    })
  if (features.hasFormulas)
    kinds.push({
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...formulas), fc.boolean()).map(([tex, isDisplayed]): Inline => ({ kind: 'formula', tex, isDisplayed })),
    })
  if (features.hasAttachments)
    kinds.push({
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...someAttachments), fc.constantFrom('', 'Hình 1', 'bản đồ'))
        .map(([{ digest }, alt]): Inline => ({ kind: 'attachment', digest, alt })),
    })
  return fc.oneof(...kinds)
}

const space: Inline = { kind: 'text', text: ' ' }
const spaced = (inlines: readonly Inline[]): Inline[] => inlines.flatMap((inline, index) => (index === 0 ? [inline] : [space, inline]))

function aLine(features: TextFeatures): fc.Arbitrary<Inline[]> {
  return fc.array(anInline(features), { minLength: 1, maxLength: 4 }).map(spaced)
}

/** A text as our writer writes it: read and written again it is the same, and it says something. */
export function aRichText(features: TextFeatures = everyTextFeature): fc.Arbitrary<string> {
  const paragraph = fc
    .array(aLine(features), { minLength: 1, maxLength: features.hasLines ? 3 : 1 })
    .map((lines): Block => ({ kind: 'paragraph', inside: lines.flatMap((line, index) => (index === 0 ? line : [{ kind: 'break' }, ...line])) }))
  const table = fc
    .tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.array(aLine({ ...features, hasFormulas: false }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    )
    .map(([columns, rows]): Block => ({ kind: 'table', rows: rows.map((cells) => cells.slice(0, columns)) }))
  const more = features.hasTables ? fc.oneof({ weight: 4, arbitrary: paragraph }, { weight: 1, arbitrary: table }) : paragraph
  return fc
    .tuple(paragraph, features.hasLines ? fc.array(more, { maxLength: 2 }) : fc.constant([]))
    .map(([first, rest]) => settled(writeRichText([first, ...rest])))
    .filter((text) => plainTextOf(text) !== '')
}

/** Two spaces, or two texts beside each other, are one when read; after that nothing changes any more. */
function settled(text: string): string {
  return writeRichText(parseRichText(text.normalize('NFC')))
}

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Small pictures and a sound that any format should carry. */
export const someAttachments: readonly Attachment[] = [
  Buffer.from(onePixel, 'base64'),
  Buffer.concat([Buffer.from(onePixel, 'base64'), Buffer.from('another')]),
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9]),
].map((bytes) => makeAttachment(new Uint8Array(bytes)) as Attachment)
