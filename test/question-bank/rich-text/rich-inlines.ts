import fc from 'fast-check'
import type { Block, Inline } from '../../../question-bank/rich-text/rich-text.ts'

const nasty = fc.string({
  unit: fc.constantFrom('a', 'é', '5', ' ', '*', '_', '~', '^', '$', '`', '|', '[', ']', '!', '(', ')', '\\', '<', '&', '1', '\u0301'),
  maxLength: 6,
})
const digest = fc.constantFrom('a'.repeat(64), '0'.repeat(64))

/** Whatever a rich text may hold, marks in any order, signs that mean something as plain text. */
const anyInlines: fc.Arbitrary<Inline[]> = fc.letrec<{ inline: Inline; inlines: Inline[] }>((tie) => ({
  inline: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('text' as const), text: nasty }),
    fc.record({ kind: fc.constant('code' as const), text: nasty }),
    fc.record({ kind: fc.constant('formula' as const), tex: nasty, isDisplayed: fc.boolean() }),
    fc.record({ kind: fc.constant('attachment' as const), digest, alt: nasty }),
    fc.constant({ kind: 'break' as const }),
    fc.record({
      kind: fc.constantFrom('strong' as const, 'emphasis' as const, 'underline' as const, 'sub' as const, 'super' as const),
      inside: tie('inlines'),
    }),
  ),
  inlines: fc.array(tie('inline'), { maxLength: 4 }),
})).inlines

export const anyBlocks: fc.Arbitrary<Block[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('paragraph' as const), inside: anyInlines }),
    fc.record({
      kind: fc.constant('table' as const),
      rows: fc.array(fc.array(anyInlines, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    }),
  ),
  { maxLength: 3 },
)
