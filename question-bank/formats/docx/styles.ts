import { type LookRules, lookRulesOf, overlay } from './looks.ts'
import { child, childrenOf, type OfficeElement, settingOf } from './office-xml.ts'

export type NumberingOf = { list?: string; level?: number }
type Style = { id: string; kind: string; isDefault: boolean; basedOn: string | undefined; look: LookRules; numbering: NumberingOf }
export type ResolvedStyle = { look: LookRules; numbering: NumberingOf }

const deepestInheritance = 30

export type Styles = ReturnType<typeof readStyles>

/** Styles with all they inherit. */
export function readStyles(part: OfficeElement | undefined) {
  const styles = new Map<string, Style>()
  for (const style of childrenOf(part, 'w:style')) {
    const id = style.attributes['w:styleId'] ?? ''
    const paragraph = child(style, 'w:pPr')
    styles.set(id, {
      id,
      kind: style.attributes['w:type'] ?? 'paragraph',
      isDefault: /^(?:1|true|on)$/.test(style.attributes['w:default'] ?? ''),
      basedOn: settingOf(style, 'w:basedOn'),
      look: lookRulesOf(child(style, 'w:rPr')),
      numbering: numberingOf(paragraph),
    })
  }
  const defaults = lookRulesOf(child(child(child(part, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr'))
  const usual = [...styles.values()].find(({ kind, isDefault }) => kind === 'paragraph' && isDefault)?.id
  const resolved = new Map<string, ResolvedStyle>()

  function chainOf(id: string | undefined): Style[] {
    const chain: Style[] = []
    for (let next = id; next !== undefined && chain.length < deepestInheritance; next = chain[0]?.basedOn) {
      const style = styles.get(next)
      if (!style) break
      chain.unshift(style)
    }
    return chain
  }

  function resolve(id: string | undefined): ResolvedStyle {
    const known = resolved.get(id ?? '')
    if (known) return known
    const chain = chainOf(id)
    const numbering = Object.assign({}, ...chain.map((style) => style.numbering)) as NumberingOf
    const found = { look: overlay(...chain.map(({ look }) => look)), numbering }
    resolved.set(id ?? '', found)
    return found
  }

  return {
    defaults,
    paragraph: (id: string | undefined): ResolvedStyle => resolve(id !== undefined && styles.has(id) ? id : usual),
    character: (id: string | undefined): LookRules => (id === undefined ? {} : resolve(id).look),
    /** The ids of a style and of those it is based on, itself first: a list may name any of them at a level. */
    ancestry: (id: string | undefined): string[] =>
      chainOf(id ?? usual)
        .map((style) => style.id)
        .reverse(),
    /** The list that a list style stands for. */
    listOf: (id: string): string | undefined => resolve(id).numbering.list,
  }
}

export function numberingOf(paragraph: OfficeElement | undefined): NumberingOf {
  const numbering = child(paragraph, 'w:numPr')
  const [list, level] = [settingOf(numbering, 'w:numId'), settingOf(numbering, 'w:ilvl')]
  return { ...(list === undefined ? {} : { list }), ...(level === undefined ? {} : { level: Number(level) || 0 }) }
}
