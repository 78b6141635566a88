import type { Level } from '../../../server/contract/questions.ts'
import { foldVietnamese } from '../../fold-vietnamese.ts'
import { levelFrom } from '../../levels.ts'
import type { AboutQuestion } from '../../question.ts'

const levelNames: Readonly<Record<Level, string>> = {
  recognition: 'nhận biết',
  comprehension: 'thông hiểu',
  application: 'vận dụng',
  'higher-application': 'vận dụng cao',
}

/** Tags carry what Moodle has no place for: "mức độ: nhận biết", "nguồn: Luật Thanh niên". */
export function tagsFor({ tags = [], level, source }: AboutQuestion): string[] {
  return [...tags, ...(level === undefined ? [] : [`mức độ: ${levelNames[level]}`]), ...(source === undefined ? [] : [`nguồn: ${source}`])]
}

export function aboutFromTags(written: readonly string[]): AboutQuestion {
  const tags: string[] = []
  let level: Level | undefined
  let source: string | undefined
  for (const tag of written.map((one) => one.normalize('NFC').trim())) {
    const folded = foldVietnamese(tag)
    const named = /^muc do\b|^(?:nhan biet|thong hieu|van dung|van dung cao)$/.test(folded) ? levelFrom(tag) : undefined
    const cited = /^nguồn\s*:\s*(.+)$/isu.exec(tag)?.[1]
    if (named !== undefined && level === undefined) level = named
    else if (cited !== undefined && source === undefined) source = cited
    else if (tag !== '') tags.push(tag)
  }
  return { ...(tags.length === 0 ? {} : { tags }), ...(level === undefined ? {} : { level }), ...(source === undefined ? {} : { source }) }
}

/** "$course$/top/Địa lý/Sông" is Địa lý, Sông; "//" is a slash of a name. */
export function topicFromCategory(path: string): string[] {
  const parts = path
    .normalize('NFC')
    .split(/(?<!\/)\/(?!\/)/)
    .map((part) => part.replaceAll('//', '/').trim())
    .filter((part) => part !== '' && !/^\$\w+\$$/.test(part))
  return parts[0] === 'top' ? parts.slice(1) : parts
}

export function categoryFromTopic(topic: readonly string[]): string {
  return ['$course$', 'top', ...topic.map((part) => part.replaceAll('/', '//'))].join('/')
}
