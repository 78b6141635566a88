import { UnreadableFileError } from '../../imported-item.ts'
import { reason } from '../../reason.ts'
import { openPackage } from '../package/open-package.ts'
import { type DocumentBody, documentBody } from './document-body.ts'
import { childrenOf, type OfficeElement, parseOfficePart } from './office-xml.ts'

export type WordDocument = {
  body: DocumentBody
  styles: OfficeElement | undefined
  numbering: OfficeElement | undefined
  /** The bytes behind a relationship of the document; undefined when the file does not hold them. */
  partOf(relation: string): Uint8Array | undefined
}

const wanted = /^(?:_rels\/\.rels|word\/.*\.xml|word\/_rels\/[^/]+\.rels|word\/media\/.*)$/i

/** The parts of a Word file that hold what a reader sees. */
export function openDocument(file: Uint8Array): WordDocument {
  const parts = openPackage(file, (name) => wanted.test(name.replace(/^\//, '')))
  const named = new Map([...parts].map(([name, bytes]) => [name.replace(/^\//, '').toLowerCase(), bytes]))
  const main = mainPart(named.get('_rels/.rels')) ?? 'word/document.xml'
  const part = named.get(main.toLowerCase()) ?? named.get('word/document.xml')
  if (!part) throw new UnreadableFileError(reason('BROKEN_PACKAGE'))
  const relations = relationsOf(named.get(main.toLowerCase().replace(/([^/]+)$/, '_rels/$1.rels')))
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const pathOf = (target: string) => (target.startsWith('/') ? target.slice(1) : resolve(folder + target)).toLowerCase()
  const byKind = (kind: string) => {
    const relation = relations.find(({ type }) => type.endsWith(`/${kind}`))
    const bytes = relation ? named.get(pathOf(relation.target)) : undefined
    return bytes ? parseOfficePart(bytes) : undefined
  }
  const targets = new Map(relations.filter(({ isOutside }) => !isOutside).map(({ id, target }) => [id, pathOf(target)]))
  return {
    body: documentBody(part),
    styles: byKind('styles'),
    numbering: byKind('numbering'),
    partOf: (relation) => named.get(targets.get(relation) ?? ''),
  }
}

function mainPart(part: Uint8Array | undefined): string | undefined {
  return relationsOf(part)
    .find(({ type }) => type.endsWith('/officeDocument'))
    ?.target.replace(/^\//, '')
}

function relationsOf(part: Uint8Array | undefined) {
  return part
    ? childrenOf(parseOfficePart(part), 'Relationship').map(({ attributes }) => ({
        id: attributes.Id ?? '',
        type: attributes.Type ?? '',
        target: attributes.Target ?? '',
        isOutside: attributes.TargetMode === 'External',
      }))
    : []
}

function resolve(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}
