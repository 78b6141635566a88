import type { Look } from '../layout/line.ts'
import { child, type OfficeElement } from './office-xml.ts'

/** What one place of a document says about letters; what it does not say is inherited. */
export type LookRules = {
  bold?: boolean
  italic?: boolean
  strike?: boolean
  hidden?: boolean
  underline?: boolean
  /** '' is said to be none. */
  highlight?: string
  shade?: string
  color?: string
  raised?: 'sub' | 'super' | 'none'
  font?: string
}

export function lookRulesOf(properties: OfficeElement | undefined): LookRules {
  const rules: LookRules = {}
  for (const property of properties?.children ?? []) {
    const value = property.attributes['w:val'] ?? property.attributes.val
    if (property.name === 'w:b') rules.bold = isOn(value)
    else if (property.name === 'w:i') rules.italic = isOn(value)
    else if (property.name === 'w:strike' || property.name === 'w:dstrike') rules.strike = rules.strike === true || isOn(value)
    else if (property.name === 'w:vanish' || property.name === 'w:webHidden')
      rules.hidden = property.name === 'w:vanish' ? isOn(value) : (rules.hidden ?? false)
    else if (property.name === 'w:u') rules.underline = value !== undefined && value !== 'none'
    else if (property.name === 'w:highlight') rules.highlight = value === undefined || value === 'none' || value === 'white' ? '' : value
    else if (property.name === 'w:shd') rules.shade = shadeOf(property)
    else if (property.name === 'w:color') rules.color = colorOf(value)
    else if (property.name === 'w:vertAlign') rules.raised = value === 'superscript' ? 'super' : value === 'subscript' ? 'sub' : 'none'
    else if (property.name === 'w:rFonts') {
      const font = property.attributes['w:ascii'] ?? property.attributes['w:hAnsi']
      if (font !== undefined) rules.font = font
    }
  }
  return rules
}

/** A shading that can be seen; white and almost white come with text pasted from pages. */
export function shadeOf(shading: OfficeElement | undefined): string {
  const fill = (shading?.attributes['w:fill'] ?? 'auto').toUpperCase()
  if (fill === 'AUTO' || !/^[0-9A-F]{6}$/.test(fill)) return ''
  return channels(fill).every((channel) => channel >= 0xef) ? '' : fill
}

/** Black, and the dark greys of pasted text, are no colour. */
function colorOf(value: string | undefined): string {
  const color = (value ?? 'auto').toUpperCase()
  if (!/^[0-9A-F]{6}$/.test(color)) return ''
  const [red, green, blue] = channels(color)
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  return most <= 0x40 || (most <= 0x78 && most - least <= 0x12) ? '' : color
}

function channels(color: string): [number, number, number] {
  return [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number]
}

function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(?:0|false|off|none)$/.test(value)
}

/** What is said last wins. */
export function overlay(...layers: readonly LookRules[]): LookRules {
  return Object.assign({}, ...layers) as LookRules
}

/** Between a paragraph's style and a character style the switches turn each other: bold in bold is upright, as Word shows it. */
export function toggled(paragraph: LookRules, character: LookRules): LookRules {
  const both = overlay(paragraph, character)
  for (const name of ['bold', 'italic', 'strike', 'hidden'] as const) if (paragraph[name] && character[name]) both[name] = false
  return both
}

export function lookOf(rules: LookRules): Look {
  const behind = rules.highlight || rules.shade
  return {
    ...(rules.bold ? { bold: true } : {}),
    ...(rules.italic ? { italic: true } : {}),
    ...(rules.underline ? { underline: true } : {}),
    ...(rules.strike ? { strike: true } : {}),
    ...(behind ? { highlight: behind } : {}),
    ...(rules.color ? { color: rules.color } : {}),
    ...(rules.raised === 'sub' || rules.raised === 'super' ? { raised: rules.raised } : {}),
  }
}

export function paragraphShade(properties: OfficeElement | undefined): LookRules {
  const shade = shadeOf(child(properties, 'w:shd'))
  return shade === '' ? {} : { shade }
}
