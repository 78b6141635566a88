import fc from 'fast-check'
import type { Bank } from '../../../question-bank/formats/format.ts'
import type { AboutQuestion, Question, QuestionContent, QuestionKey } from '../../../question-bank/question.ts'
import { attachmentsIn } from '../../../question-bank/rich-text/plain-text.ts'
import { questionTypeNames, questionTypeOf } from '../../../question-bank/types/question-types.ts'
import type { QuestionTypeName } from '../../../server/contract/questions.ts'
import { bodies } from './bodies.ts'
import { aPlainText, aRichText, everyTextFeature, someAttachments, type TextFeatures } from './texts.ts'

export type QuestionFeatures = TextFeatures & {
  types: readonly QuestionTypeName[]
  /** Topic, level, tags, source, explanation, points, name. */
  hasAbout: boolean
  hasOptionFeedback: boolean
}
const everyFeature: QuestionFeatures = { ...everyTextFeature, types: questionTypeNames, hasAbout: true, hasOptionFeedback: true }

/** A sound question of any of the types, or of those asked for. */
function aQuestion(features: Partial<QuestionFeatures> = {}): fc.Arbitrary<Question> {
  const all = { ...everyFeature, ...features }
  return fc.oneof(...all.types.map((type) => aQuestionOf(type, all)))
}

/** A sound question of one type: `faultsOf` finds nothing, it fits the schemas, its texts are as our writer writes them. */
export function aQuestionOf<Name extends QuestionTypeName>(type: Name, features: Partial<QuestionFeatures> = {}): fc.Arbitrary<Question> {
  const all = { ...everyFeature, ...features }
  return bodies[type](all).chain(({ content, key }: { content: QuestionContent; key: QuestionKey }) =>
    (all.hasAbout ? about(all, content) : fc.constant({})).map((said) => ({ ...said, content, key })),
  )
}

/** Questions with exactly the attachments that they show. */
export function aBank({ mostQuestions = 6, ...features }: Partial<QuestionFeatures> & { mostQuestions?: number } = {}): fc.Arbitrary<Bank> {
  return fc.array(aQuestion(features), { minLength: 1, maxLength: mostQuestions }).map((questions) => {
    const shown = new Set(questions.flatMap(textsOf).flatMap(attachmentsIn))
    return { questions, attachments: someAttachments.filter(({ digest }) => shown.has(digest)) }
  })
}

/** Every rich text of a question and of what is said about it. */
function textsOf({ content, explanation = '', optionFeedback = [] }: Question): string[] {
  return [...questionTypeOf(content).texts(content), explanation, ...optionFeedback.map((text) => text ?? '')]
}

function about(features: QuestionFeatures, content: QuestionContent): fc.Arbitrary<AboutQuestion> {
  const options = 'options' in content ? content.options.length : 0
  const label = aPlainText({ hasSigns: false }).map((text) => text.replace(/[;,()“”?]/g, '').trim())
  return fc.record(
    {
      topic: fc.array(label, { minLength: 1, maxLength: 3 }),
      level: fc.constantFrom('recognition' as const, 'comprehension' as const, 'application' as const, 'higher-application' as const),
      tags: fc.uniqueArray(label, { minLength: 1, maxLength: 3 }),
      source: aPlainText(features),
      explanation: aRichText(features),
      pointsThousandths: fc.constantFrom(250, 500, 1_000, 1_500, 2_000, 10_000),
      name: label,
      ...(features.hasOptionFeedback && options > 0
        ? {
            optionFeedback: fc.array(fc.option(aRichText({ ...features, hasTables: false }), { nil: null }), {
              minLength: options,
              maxLength: options,
            }),
          }
        : {}),
    },
    { requiredKeys: [] },
  )
}
