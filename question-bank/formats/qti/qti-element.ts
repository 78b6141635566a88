import { isElement, isText, type XmlElement } from '../package/xml.ts'

/** An element as QTI 2 names it, whichever version and prefix the file uses: `qti:choiceInteraction` and `qti-choice-interaction` are one. */
export type QtiElement = { name: string; attributes: Readonly<Record<string, string>>; children: readonly QtiNode[] }
export type QtiNode = QtiElement | string

export function normalised({ name, attributes, children }: XmlElement): QtiElement {
  return {
    name: camel(withoutPrefix(name).replace(/^qti-/, '')),
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [camel(withoutPrefix(key)), value])),
    children: children.flatMap((child): QtiNode[] => (isElement(child) ? [normalised(child)] : isText(child) ? [child.text] : [])),
  }
}

const withoutPrefix = (name: string) => name.slice(name.indexOf(':') + 1)

/** `data-…` keeps its dashes: it is nobody's name but its owner's. */
function camel(name: string): string {
  return name.startsWith('data-') ? name : name.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase())
}

export function elementsIn(parent: QtiElement, name?: string): QtiElement[] {
  return parent.children.filter((child): child is QtiElement => typeof child !== 'string' && (name === undefined || child.name === name))
}

export function firstIn(parent: QtiElement, name: string): QtiElement | undefined {
  return elementsIn(parent, name)[0]
}

/** Every element below, in the order of the text. */
export function descendants(parent: QtiElement, isWanted: (element: QtiElement) => boolean): QtiElement[] {
  return elementsIn(parent).flatMap((child) => [...(isWanted(child) ? [child] : []), ...descendants(child, isWanted)])
}

export function textIn(element: QtiElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('')
}

export function wordIn(element: QtiElement): string {
  return textIn(element).replace(/\s+/g, ' ').trim()
}
