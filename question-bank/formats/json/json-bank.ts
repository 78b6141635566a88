import { Type } from 'typebox'
import { Level } from '../../../server/contract/questions.ts'
import { questionTypeNames, questionTypeOf } from '../../types/question-types.ts'

const about = {
  topic: Type.Optional(Type.Array(Type.String(), { description: 'From the root of the tree of topics down' })),
  level: Type.Optional(Level),
  tags: Type.Optional(Type.Array(Type.String())),
  source: Type.Optional(Type.String({ description: 'Where the answer can be looked up' })),
  explanation: Type.Optional(Type.String({ description: 'Safe Markdown, shown after the reveal' })),
  optionFeedback: Type.Optional(
    Type.Array(Type.Union([Type.String(), Type.Null()]), { description: 'Safe Markdown for each option, null where nothing is said' }),
  ),
  pointsThousandths: Type.Optional(Type.Integer({ minimum: 0 })),
  name: Type.Optional(Type.String({ description: 'A short title' })),
}

const schemas = questionTypeNames.map((name) => {
  const { content, key } = questionTypeOf({ type: name })
  return Type.Object({ ...about, content, key }, { title: name, additionalProperties: false })
})

/** One schema for each type, so that a question is held against its own and not against eleven: content and key always belong together. */
export const jsonQuestionOf: ReadonlyMap<string, (typeof schemas)[number]> = new Map(
  questionTypeNames.map((name, index) => [name, schemas[index] as (typeof schemas)[number]]),
)

export const JsonQuestion = Type.Union(schemas)

export const JsonAttachment = Type.Object(
  {
    digest: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the bytes; texts show it as ![words](attachment:DIGEST)' }),
    mediaType: Type.String(),
    base64: Type.String(),
  },
  { additionalProperties: false },
)

/** Our own format: everything a bank says, and nothing else. */
export const JsonBank = Type.Object(
  {
    format: Type.Literal('hoithi-bank'),
    version: Type.Literal(1),
    questions: Type.Array(JsonQuestion),
    attachments: Type.Array(JsonAttachment),
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A question bank of Hội Thi',
    description: 'Nothing is lost when a bank is written to this format and read again. Texts are a safe subset of Markdown.',
    additionalProperties: false,
  },
)
