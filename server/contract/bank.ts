import { type Static, Type } from 'typebox'
import { ReportedItem } from './import-report.ts'
import { ActionId, PlainText, Timestamp } from './primitives.ts'
import { Level, QuestionTypeName } from './questions.ts'

const closed = { additionalProperties: false } as const
const Id = Type.String({ format: 'uuid' })
const TopicId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const RevisionNumber = Type.Integer({ minimum: 1, maximum: 32_767 })
const Tag = PlainText({ minLength: 1, maxLength: 60 })
const Note = PlainText({ maxLength: 1_000 })
const AnyQuestion = Type.Unknown({ description: 'A question as in our own JSON format' })

export const QuestionState = Type.Union([Type.Literal('draft'), Type.Literal('in-review'), Type.Literal('approved'), Type.Literal('retired')])
export type QuestionState = Static<typeof QuestionState>

// ── topics

export const BankTopic = Type.Object({
  id: TopicId,
  name: Type.String(),
  parentId: Type.Union([TopicId, Type.Null()]),
  questionCount: Type.Integer({ description: 'Of this topic alone, without those below it' }),
})
export type BankTopic = Static<typeof BankTopic>
export const BankTopicList = Type.Object({
  topics: Type.Array(BankTopic, { description: 'Parents before their children, names in Vietnamese order' }),
})
export type BankTopicList = Static<typeof BankTopicList>
export const TopicParams = Type.Object({ topicId: TopicId })
const TopicName = PlainText({ minLength: 1, maxLength: 200 })
const ParentId = Type.Union([TopicId, Type.Null()], { description: 'Null: at the top' })
export const NewTopic = Type.Object({ name: TopicName, parentId: ParentId }, closed)
export type NewTopic = Static<typeof NewTopic>
export const TopicChange = Type.Object({ name: Type.Optional(TopicName), parentId: Type.Optional(ParentId) }, closed)
export type TopicChange = Static<typeof TopicChange>
export const TopicMerge = Type.Object({ intoTopicId: TopicId }, closed)

// ── questions

const filters = {
  search: Type.Optional(
    PlainText({ minLength: 1, maxLength: 80, description: 'Words in any order, with or without diacritics; the last one may be a beginning' }),
  ),
  topic: Type.Optional(TopicId),
  level: Type.Optional(Level),
  tag: Type.Optional(Tag),
  type: Type.Optional(QuestionTypeName),
  state: Type.Optional(QuestionState),
  source: Type.Optional(PlainText({ minLength: 1, maxLength: 80, description: 'As search' })),
  author: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Whoever wrote a revision of it' })),
  importId: Type.Optional(Id),
}
export const BankFilters = Type.Object(filters)
export type BankFilters = Static<typeof BankFilters>
export const BankQuery = Type.Object({ after: Type.Optional(Id), ...filters })
export type BankQuery = Static<typeof BankQuery>

export const BankQuestion = Type.Object({
  id: Type.String(),
  number: RevisionNumber,
  type: QuestionTypeName,
  state: QuestionState,
  approvedNumber: Type.Union([RevisionNumber, Type.Null()], { description: 'The revision that may be drawn' }),
  topic: Type.String({ description: 'Names from the root down' }),
  topicId: TopicId,
  level: Type.Union([Level, Type.Null()]),
  tags: Type.Array(Type.String()),
  stem: Type.String(),
  options: Type.Array(Type.String()),
  correct: ReportedItem.properties.correct,
  amendment: Type.Optional(
    Type.Object(
      {
        number: Type.Integer(),
        kind: Type.Union([Type.Literal('other-key'), Type.Literal('several-keys'), Type.Literal('full-marks'), Type.Literal('taken-out')]),
        correct: Type.Array(ReportedItem.properties.correct, {
          description: 'One for each key in force; of a voided question what its author wrote',
        }),
      },
      { description: 'The key was amended: `correct` is the first key in force, not the one of the revision' },
    ),
  ),
  explanation: Type.Optional(Type.String()),
  source: Type.Optional(Type.String()),
})
export type BankQuestion = Static<typeof BankQuestion>
export const BankPage = Type.Object({
  total: Type.Integer(),
  isTotalLeast: Type.Boolean({ description: 'There are more: counting stopped here' }),
  questions: Type.Array(BankQuestion),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type BankPage = Static<typeof BankPage>

export const QuestionParams = Type.Object({ questionId: Id })
export const RevisionHead = Type.Object({
  revisionId: Type.String(),
  number: RevisionNumber,
  author: Type.Union([Type.String(), Type.Null()]),
  createdAt: Timestamp,
  note: Type.String(),
})
export const QuestionView = Type.Object({
  ...BankQuestion.properties,
  question: Type.Unknown({ description: 'The latest revision as in our own JSON format, with the key in force' }),
  isInUse: Type.Boolean({ description: 'The blueprint of some round names a revision of it' }),
  revisions: Type.Array(RevisionHead, { description: 'The latest first' }),
})
export type QuestionView = Static<typeof QuestionView>

export const NewQuestionRequest = Type.Object({ actionId: ActionId, question: AnyQuestion, note: Type.Optional(Note) }, closed)
export type NewQuestionRequest = Static<typeof NewQuestionRequest>
export const RevisionRequest = Type.Object(
  {
    actionId: ActionId,
    basedOn: Type.Integer({ minimum: 1, maximum: 32_766, description: 'The revision that was edited: when it is not the latest, nothing is stored' }),
    question: AnyQuestion,
    note: Type.Optional(Note),
  },
  closed,
)
export type RevisionRequest = Static<typeof RevisionRequest>
export const RevisionReply = Type.Object({ questionId: Type.String(), revisionId: Type.String(), number: RevisionNumber })
export type RevisionReply = Static<typeof RevisionReply>

export const FilingRequest = Type.Object(
  {
    questionIds: Type.Array(Id, { minItems: 1, maxItems: 1_000, uniqueItems: true }),
    topicId: Type.Optional(TopicId),
    level: Type.Optional(Type.Union([Level, Type.Null()])),
    addTags: Type.Optional(Type.Array(Tag, { maxItems: 20 })),
    removeTags: Type.Optional(Type.Array(Tag, { maxItems: 20 })),
    source: Type.Optional(PlainText({ maxLength: 500 })),
  },
  closed,
)
export type FilingRequest = Static<typeof FilingRequest>
export const FilingResult = Type.Object({ changed: Type.Integer() })

export const Transition = Type.Union([
  Type.Literal('submit'),
  Type.Literal('return'),
  Type.Literal('approve'),
  Type.Literal('retire'),
  Type.Literal('restore'),
])
export type Transition = Static<typeof Transition>
export const TransitionRequest = Type.Object(
  {
    transition: Transition,
    questions: Type.Array(Type.Object({ id: Id, number: RevisionNumber }, closed), {
      minItems: 1,
      maxItems: 1_000,
      description: 'Each with the revision that was looked at: a later one is not moved unseen',
    }),
    force: Type.Optional(Type.Boolean({ description: 'Retire even what the blueprint of a round names; the round draws it all the same' })),
  },
  closed,
)
export type TransitionRequest = Static<typeof TransitionRequest>
export const TransitionOutcome = Type.Union([
  Type.Literal('moved'),
  Type.Literal('QUESTION_NOT_FOUND'),
  Type.Literal('QUESTION_CHANGED'),
  Type.Literal('WRONG_STATE'),
  Type.Literal('OWN_REVISION'),
  Type.Literal('IN_BLUEPRINT'),
])
export type TransitionOutcome = Static<typeof TransitionOutcome>
export const TransitionResult = Type.Object({
  outcomes: Type.Array(
    Type.Object({
      id: Type.String(),
      outcome: TransitionOutcome,
      state: Type.Union([QuestionState, Type.Null()]),
      rounds: Type.Optional(
        Type.Array(Type.String(), { description: 'With IN_BLUEPRINT: the rounds that name it; `force` retires it all the same' }),
      ),
    }),
  ),
})
export type TransitionResult = Static<typeof TransitionResult>

export const DiffQuery = Type.Object({ from: RevisionNumber, to: RevisionNumber })
export const RevisionDiff = Type.Object({
  fields: Type.Array(
    Type.Object({
      field: Type.String(),
      at: Type.Optional(Type.Integer()),
      runs: Type.Array(
        Type.Object({ kind: Type.Union([Type.Literal('kept'), Type.Literal('removed'), Type.Literal('added')]), text: Type.String() }),
      ),
    }),
  ),
})
export type RevisionDiff = Static<typeof RevisionDiff>

export const BankSettings = Type.Object({ hasTwoPersonRule: Type.Boolean({ description: 'Nobody approves a revision of their own' }) }, closed)
export type BankSettings = Static<typeof BankSettings>

// ── amendments

const AnyKey = Type.Unknown({ description: 'A key as its question type has it' })
export const AmendmentRequest = Type.Object(
  {
    actionId: ActionId,
    reason: PlainText({ minLength: 1, maxLength: 1_000 }),
    impactId: Type.Optional(Type.String({ format: 'uuid', description: 'The impact that was looked at: refused if another amendment came between' })),
    change: Type.Union([
      Type.Object({ kind: Type.Literal('other-key'), key: AnyKey }, closed),
      Type.Object({ kind: Type.Literal('several-keys'), keys: Type.Array(AnyKey, { minItems: 2, maxItems: 26 }) }, closed),
      Type.Object({ kind: Type.Literal('voided'), as: Type.Union([Type.Literal('full-marks'), Type.Literal('taken-out')]) }, closed),
    ]),
  },
  closed,
)
export type AmendmentRequest = Static<typeof AmendmentRequest>
export const RevisionParams = Type.Object({ revisionId: Id })
export const Amendment = Type.Object({
  number: Type.Integer({ description: 'Runs through the whole bank; a score names the number it was made with' }),
  revisionId: Type.String(),
  change: Type.Unknown(),
  reason: Type.String(),
  author: Type.String(),
  createdAt: Timestamp,
})
export type Amendment = Static<typeof Amendment>
export const AmendmentList = Type.Object({ amendments: Type.Array(Amendment) })
export type AmendmentList = Static<typeof AmendmentList>

// ── likeness

export const AlikeOne = Type.Object({
  grade: Type.Union([Type.Literal('same'), Type.Literal('near')]),
  likeness: Type.Integer({ description: 'Thousandths' }),
  parted: Type.Optional(Type.Union([Type.Literal('by negation'), Type.Literal('by numbers')])),
  keysDisagree: Type.Boolean(),
  questionId: Type.Optional(Type.String({ description: 'In the bank' })),
  position: Type.Optional(Type.Integer({ description: 'In the same file' })),
  stem: Type.String(),
})
export type AlikeOne = Static<typeof AlikeOne>
export const DuplicatesQuery = Type.Object({
  after: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,4}(\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}$', description: 'What the page before called `next`' }),
  ),
  grade: Type.Optional(AlikeOne.properties.grade),
  keysDisagree: Type.Optional(Type.Boolean({ description: 'The same question with two keys: one of them is wrong' })),
})
export type DuplicatesQuery = Static<typeof DuplicatesQuery>
export const DuplicatesPage = Type.Object({
  pairs: Type.Array(
    Type.Object({
      grade: AlikeOne.properties.grade,
      likeness: AlikeOne.properties.likeness,
      parted: AlikeOne.properties.parted,
      keysDisagree: AlikeOne.properties.keysDisagree,
      questions: Type.Array(BankQuestion, { minItems: 2, maxItems: 2 }),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
  waiting: Type.Integer({ description: 'Questions that are not compared yet: there may be further pairs' }),
})
export type DuplicatesPage = Static<typeof DuplicatesPage>

// ── import

export const ImportState = Type.Union([
  Type.Literal('reading'),
  Type.Literal('refused'),
  Type.Literal('previewed'),
  Type.Literal('confirmed'),
  Type.Literal('undone'),
])
export const ImportStatus = Type.Object({
  importId: Type.String(),
  fileName: Type.String(),
  state: ImportState,
  progress: Type.Object({ done: Type.Integer(), total: Type.Integer({ description: '0: not yet known' }) }),
  /** Why the file as a whole could not be read; empty while it can. */
  reason: Type.String(),
  counts: Type.Object({ good: Type.Integer(), doubtful: Type.Integer(), refused: Type.Integer(), dropped: Type.Integer() }),
  compared: Type.Integer({ description: 'How many items were already compared with the bank' }),
  stored: Type.Union([Type.Integer(), Type.Null()]),
})
export type ImportStatus = Static<typeof ImportStatus>
export const ImportParams = Type.Object({ importId: Id })
export const ImportItemParams = Type.Object({ importId: Id, position: Type.Integer({ minimum: 0, maximum: 1_000_000 }) })

export const ImportItem = Type.Object({
  ...ReportedItem.properties,
  position: Type.Integer({ description: '0 is the first item of the file' }),
  isDropped: Type.Boolean(),
  isCorrected: Type.Boolean(),
  alike: Type.Array(AlikeOne),
  question: Type.Optional(
    Type.Unknown({ description: 'As in our own JSON format, perhaps without its key; missing where no question could be made' }),
  ),
})
export type ImportItem = Static<typeof ImportItem>
export const ImportItemsQuery = Type.Object({
  state: Type.Optional(ReportedItem.properties.state),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
})
export type ImportItemsQuery = Static<typeof ImportItemsQuery>
export const ImportItemsPage = Type.Object({ items: Type.Array(ImportItem), next: Type.Union([Type.Integer(), Type.Null()]) })
export type ImportItemsPage = Static<typeof ImportItemsPage>

export const ImportCorrection = Type.Object(
  {
    isDropped: Type.Optional(Type.Boolean()),
    key: Type.Optional(AnyKey),
    question: Type.Optional(AnyQuestion),
  },
  { ...closed, description: 'Either the key alone, or the whole question; a correct one makes the item good' },
)
export type ImportCorrection = Static<typeof ImportCorrection>

export const ImportConfirmation = Type.Object(
  {
    actionId: ActionId,
    drop: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0, maximum: 1_000_000 }), { maxItems: 20_000, description: 'Positions of further good items to leave out' }),
    ),
  },
  closed,
)
export type ImportConfirmation = Static<typeof ImportConfirmation>
export const ImportResult = Type.Object({ importId: Type.String(), stored: Type.Integer() })
export type ImportResult = Static<typeof ImportResult>

// ── export and attachments

export const AttachmentParams = Type.Object({ digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) })
const ExportFormat = Type.Union(['docx', 'xlsx', 'csv', 'gift', 'aiken', 'moodle-xml', 'qti', 'json'].map((name) => Type.Literal(name)))
export const ExportLossesQuery = Type.Object({ format: ExportFormat, ...filters })
export const ExportQuery = Type.Object({
  format: ExportFormat,
  keys: Type.Optional(Type.Boolean({ description: 'false: docx without keys and explanations, with room for answers' })),
  ...filters,
})
export const ExportLosses = Type.Object({
  losses: Type.Array(Type.Object({ what: Type.String(), questionIds: Type.Array(Type.String()) }), { description: 'What the format cannot say' }),
})
export type ExportLosses = Static<typeof ExportLosses>
