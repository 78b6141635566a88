import { parseRichText } from '../../rich-text/parse-rich-text.ts'
import type { Inline } from '../../rich-text/rich-text.ts'
import { looks, type Run } from './sheet.ts'

/** A cell to be written: its text in runs, and the pictures that lie on it. */
export type WrittenCell = { runs: readonly Run[]; pictures?: readonly { digest: string; alt: string }[] }

export function textCell(text: string): WrittenCell {
  return { runs: text === '' ? [] : [{ text, looks: 0 }] }
}

export function textOfCell({ runs }: WrittenCell): string {
  return runs.map(({ text }) => text).join('')
}

const lookOf = { strong: looks.bold, emphasis: looks.italic, underline: looks.underline, sub: looks.sub, super: looks.super } as const

/** A rich text as far as a cell can show it: tables become lines, formulas are written out between dollars. */
export function richCell(source: string): WrittenCell {
  const runs: Run[] = []
  const pictures: { digest: string; alt: string }[] = []
  const say = (text: string, look: number) => {
    const last = runs.at(-1)
    if (last?.looks === look) runs[runs.length - 1] = { text: last.text + text, looks: look }
    else if (text !== '') runs.push({ text, looks: look })
  }
  const walk = (inlines: readonly Inline[], look: number) => {
    for (const inline of inlines) {
      if (inline.kind === 'text' || inline.kind === 'code') say(inline.text, look)
      else if (inline.kind === 'break') say('\n', look)
      else if (inline.kind === 'formula') say(inline.isDisplayed ? `$$${inline.tex}$$` : `$${inline.tex}$`, look)
      else if (inline.kind === 'attachment') pictures.push({ digest: inline.digest, alt: inline.alt })
      else walk(inline.inside, look | lookOf[inline.kind])
    }
  }
  parseRichText(source).forEach((block, at) => {
    if (at > 0) say('\n\n', 0)
    if (block.kind === 'paragraph') walk(block.inside, 0)
    else
      block.rows.forEach((cells, row) => {
        if (row > 0) say('\n', 0)
        cells.forEach((cell, column) => {
          if (column > 0) say(' | ', 0)
          walk(cell, 0)
        })
      })
  })
  return { runs, ...(pictures.length === 0 ? {} : { pictures }) }
}

export function joinCells(...cells: readonly WrittenCell[]): WrittenCell {
  const pictures = cells.flatMap((cell) => cell.pictures ?? [])
  return { runs: cells.flatMap(({ runs }) => runs), ...(pictures.length === 0 ? {} : { pictures }) }
}
