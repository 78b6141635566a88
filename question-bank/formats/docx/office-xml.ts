import { isElement, isText, parsePart, type XmlElement } from '../package/xml.ts'

/** An element under the name that its namespace has in every book, whatever prefix the file gave it. */
export type OfficeElement = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly OfficeElement[]
  /** Its own letters, without those of elements inside. */
  readonly text: string
}

/** Transitional and strict documents say the same under different namespaces. */
const namespaces: readonly [RegExp, string][] = [
  [/\/wordprocessingml(?:\/2006)?\/main$/, 'w'],
  [/\/officeDocument(?:\/2006)?\/math$/, 'm'],
  [/\/officeDocument(?:\/2006)?\/relationships$/, 'r'],
  [/\/package\/2006\/relationships$/, ''],
  [/\/drawingml(?:\/2006)?\/main$/, 'a'],
  [/\/drawingml(?:\/2006)?\/picture$/, 'pic'],
  [/\/drawingml(?:\/2006)?\/wordprocessingDrawing$/, 'wp'],
  [/\/drawingml(?:\/2006)?\/chart$/, 'c'],
  [/\/wordprocessingShape$/, 'wps'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/^urn:schemas-microsoft-com:vml$/, 'v'],
  [/^urn:schemas-microsoft-com:office:office$/, 'o'],
]
type Prefixes = ReadonlyMap<string, string>

export function parseOfficePart(part: Uint8Array): OfficeElement {
  return officeElement(parsePart(part))
}

/** One element of a part, whose root it stands in alone. */
export function officeElement(root: XmlElement): OfficeElement {
  return convert(root, new Map())
}

function convert(element: XmlElement, outer: Prefixes): OfficeElement {
  let prefixes = outer
  for (const [name, value] of Object.entries(element.attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    if (prefixes === outer) prefixes = new Map(outer)
    ;(prefixes as Map<string, string>).set(name.slice(6), namespaces.find(([pattern]) => pattern.test(value))?.[1] ?? `${name.slice(6)}?`)
  }
  const attributes: Record<string, string> = {}
  for (const [name, value] of Object.entries(element.attributes)) {
    // what is said without a prefix belongs to its element, as "val" does in <w:b val="0"/> of sloppy writers
    attributes[name.includes(':') ? canonical(name, prefixes) : name] = value
  }
  const children: OfficeElement[] = []
  let text = ''
  for (const child of element.children) {
    if (isElement(child)) children.push(convert(child, prefixes))
    else if (isText(child)) text += child.text
  }
  return { name: canonical(element.name, prefixes), attributes, children, text }
}

const names = new Map<string, string>()

function canonical(name: string, prefixes: Prefixes): string {
  const colon = name.indexOf(':')
  const prefix = prefixes.get(colon < 0 ? '' : name.slice(0, colon))
  if (prefix === undefined) return name
  const whole = prefix === '' ? name.slice(colon + 1) : `${prefix}:${name.slice(colon + 1)}`
  // one string for each name instead of one for each element
  const known = names.get(whole)
  if (known !== undefined) return known
  if (names.size < 2_000) names.set(whole, whole)
  return whole
}

export function child(parent: OfficeElement | undefined, name: string): OfficeElement | undefined {
  return parent?.children.find((one) => one.name === name)
}

export function childrenOf(parent: OfficeElement | undefined, name: string): OfficeElement[] {
  return parent?.children.filter((one) => one.name === name) ?? []
}

/** The w:val of a child. */
export function settingOf(parent: OfficeElement | undefined, name: string): string | undefined {
  const found = child(parent, name)
  return found?.attributes['w:val'] ?? found?.attributes.val
}

/** Every element of that name inside, at any depth. */
export function descendants(parent: OfficeElement, name: string): OfficeElement[] {
  return parent.children.flatMap((one) => (one.name === name ? [one] : descendants(one, name)))
}
