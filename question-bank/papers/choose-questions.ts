import type { QuestionChoice } from '../../server/contract/blueprints.ts'
import { questionTypeOf } from '../types/question-types.ts'
import type { AvailableRevision } from './available-revision.ts'

/** Whether a question is among those that are meant. Names of topics and tags are compared as people type them: case and spaces do not count. */
export function chooser({ topic, levels, tags, types, questionIds }: QuestionChoice): (revision: AvailableRevision) => boolean {
  const listed = questionIds && new Set(questionIds)
  const topicNames = topic?.map(named)
  const tagNames = tags?.map(named)
  return (revision) => {
    if (listed && !listed.has(revision.questionId)) return false
    if (types ? !types.includes(revision.type) : !listed && questionTypeOf(revision).gradedBy !== 'machine') return false
    if (levels && (revision.level === null || !levels.includes(revision.level))) return false
    if (topicNames && !isBelow(revision.topic, topicNames)) return false
    if (!tagNames) return true
    const has = revision.tags.map(named)
    return tagNames.every((tag) => has.includes(tag))
  }
}

function isBelow(topic: readonly string[], root: readonly string[]): boolean {
  return root.length <= topic.length && root.every((name, depth) => named(topic[depth] as string) === name)
}

// "Hoa" and "Hòa" are two topics: only what nobody sees is folded
const names = new Map<string, string>()
function named(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
  if (names.size < 10_000) names.set(text, name)
  return name
}
