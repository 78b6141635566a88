import { type Static, Type } from 'typebox'
import { Level } from '../../../server/contract/questions.ts'
import { questionTypeNames, questionTypeOf } from '../../types/question-types.ts'

const about = {
  topic: Type.Optional(Type.Array(Type.String(), { description: 'From the root of the tree of topics down' })),
  level: Type.Optional(Level),
  tags: Type.Optional(Type.Array(Type.String())),
  source: Type.Optional(Type.String()),
  explanation: Type.Optional(Type.String({ description: 'Safe Markdown, shown after the reveal' })),
  optionFeedback: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Null()]))),
  pointsThousandths: Type.Optional(Type.Integer({ minimum: 0 })),
  name: Type.Optional(Type.String()),
}

/** One schema for each type: content and key of one question always belong together. */
export const JsonQuestion = Type.Union(
  questionTypeNames.map((name) => {
    const { content, key } = questionTypeOf({ type: name })
    return Type.Object({ ...about, content, key }, { additionalProperties: false })
  }),
)

/** Our own format: everything a bank says, and nothing else. */
export const JsonBank = Type.Object(
  {
    format: Type.Literal('hoithi-bank'),
    version: Type.Literal(1),
    questions: Type.Array(JsonQuestion),
    attachments: Type.Array(
      Type.Object(
        { digest: Type.String({ pattern: '^[0-9a-f]{64}$' }), mediaType: Type.String(), base64: Type.String() },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type JsonBank = Static<typeof JsonBank>
