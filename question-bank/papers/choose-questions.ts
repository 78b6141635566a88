import type { QuestionChoice } from '../../server/contract/blueprints.ts'
import { questionTypeOf } from '../types/question-types.ts'
import type { AvailableRevision } from './available-revision.ts'

/** Which questions are meant: those of a list, where there is one, that are of the right kind. */
export type Chooser = {
  /** Ids of questions. */
  listed: ReadonlySet<string> | undefined
  /** Looks at topic, level, tags and type only, so that one answer holds for all questions which have these in common. Of a kind that `kindOf` made. */
  fits(kind: QuestionKind): boolean
}
export type QuestionKind = Pick<AvailableRevision, 'topic' | 'level' | 'tags' | 'type'>

/** With names as they are compared; made once, for it is asked of every cell. */
export function kindOf({ topic, level, tags, type }: AvailableRevision): QuestionKind {
  return { topic: topic.map(named), level, tags: tags.map(named), type }
}

/** Names of topics and tags are compared as people type them: case and spaces do not count. */
export function chooser({ topic, levels, tags, types, questionIds }: QuestionChoice): Chooser {
  const topicNames = topic?.map(named)
  const tagNames = tags?.map(named)
  return {
    listed: questionIds && new Set(questionIds),
    fits(kind) {
      if (types ? !types.includes(kind.type) : !questionIds && questionTypeOf(kind).gradedBy !== 'machine') return false
      if (levels && (kind.level === null || !levels.includes(kind.level))) return false
      if (topicNames && !isBelow(kind.topic, topicNames)) return false
      return !tagNames || tagNames.every((tag) => kind.tags.includes(tag))
    },
  }
}

function isBelow(topic: readonly string[], root: readonly string[]): boolean {
  return root.length <= topic.length && root.every((name, depth) => topic[depth] === name)
}

// "Hoa" and "Hòa" are two topics: only what nobody sees is folded
function named(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}
