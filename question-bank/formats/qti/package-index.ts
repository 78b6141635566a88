import { UnreadableFileError } from '../../imported-item.ts'
import type { AboutQuestion } from '../../question.ts'
import type { PackageParts } from '../package/open-package.ts'
import { parsePart } from '../package/xml.ts'
import { aboutFrom } from './item-metadata.ts'
import { descendants, elementsIn, firstIn, normalised, type QtiElement } from './qti-element.ts'

/** An item of a package in its order; without a root its XML is broken or not there. */
export type PackagedItem = { path: string; root: QtiElement | undefined; about: AboutQuestion }

/** Items in the order of the test that uses them, then of the manifest, then of their names. */
export function itemsOf(parts: PackageParts): PackagedItem[] {
  const roots = new Map([...parts].filter(([name]) => /\.xml$/i.test(name)).map(([path, part]) => [path, rootOf(part)]))
  const named = (name: string) => [...roots].filter(([, root]) => root?.name === name)
  const metadata = new Map<string, AboutQuestion>()
  const listed: string[] = []
  for (const [path, manifest] of named('manifest'))
    for (const resource of descendants(manifest as QtiElement, ({ name }) => name === 'resource')) {
      const href = resource.attributes.href ?? firstFile(resource)
      if (href === undefined || !/^imsqti_item/i.test(resource.attributes.type ?? 'imsqti_item')) continue
      const item = pathFrom(path, href)
      metadata.set(item, aboutFrom(firstIn(resource, 'metadata')))
      listed.push(item)
    }
  const points = new Map<string, number>()
  const tested: string[] = []
  for (const [path, test] of named('assessmentTest'))
    for (const use of descendants(test as QtiElement, ({ name }) => name === 'assessmentItemRef')) {
      const item = pathFrom(path, use.attributes.href ?? '')
      const weight = Number(elementsIn(use, 'weight')[0]?.attributes.value)
      if (weight > 0) points.set(item, Math.round(weight * 1_000))
      tested.push(item)
    }
  const others = named('assessmentItem')
    .map(([path]) => path)
    .sort(new Intl.Collator('vi', { numeric: true }).compare)
  return [...new Set([...tested, ...listed, ...others])].map((path) => {
    const worth = points.get(path)
    return { path, root: roots.get(path), about: { ...metadata.get(path), ...(worth === undefined ? {} : { pointsThousandths: worth }) } }
  })
}

/** A part that is broken spoils itself alone; what is dangerous spoils the file. */
function rootOf(part: Uint8Array): QtiElement | undefined {
  try {
    return normalised(parsePart(part))
  } catch (error) {
    if (error instanceof UnreadableFileError && error.reason.code === 'BROKEN_XML') return undefined
    throw error
  }
}

function firstFile(resource: QtiElement): string | undefined {
  return elementsIn(resource, 'file')[0]?.attributes.href
}

/** Where a reference leads to, seen from the part that holds it. */
export function pathFrom(from: string, reference: string): string {
  const folder = from.split('/').slice(0, -1)
  const steps = decoded(reference.replace(/[?#].*$/, ''))
    .replaceAll('\\', '/')
    .split('/')
  const path: string[] = reference.startsWith('/') ? [] : folder
  for (const step of steps) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference)
  } catch {
    return reference
  }
}
