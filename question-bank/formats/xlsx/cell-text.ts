import { type Run, tidy } from '../sheet/sheet.ts'
import { lookOf } from './cell-styles.ts'

/** A text as a workbook holds it: one piece, or runs that look different. */
export type HeldText = { text: string; runs?: readonly Run[] }

/** Collects one <si> or <is>; what is read aloud for foreign signs (phonetic runs) is no part of the text. */
export function textCollector(): {
  open(name: string, attribute: (name: string) => string | undefined): void
  close(name: string): void
  text(text: string): void
  take(): HeldText
} {
  let runs: Run[] = []
  let [text, look, isText, phonetic] = ['', 0, false, 0]
  let hasRuns = false
  return {
    open(name, attribute) {
      if (name === 'rPh') phonetic += 1
      else if (phonetic > 0) return
      else if (name === 'r') {
        hasRuns = true
        look = 0
        text = ''
      } else if (name === 't') isText = true
      else look |= lookOf(name, attribute)
    },
    close(name) {
      if (name === 'rPh') phonetic -= 1
      else if (name === 't') isText = false
      else if (name === 'r' && phonetic === 0) {
        runs.push({ text, looks: look })
        text = ''
      }
    },
    text(part) {
      if (isText && phonetic === 0) text += part
    },
    take() {
      const held = hasRuns ? joined(runs) : { text: tidy(unescaped(text)) }
      runs = []
      text = ''
      look = 0
      hasRuns = false
      return held
    },
  }
}

/** "_x000D_" is how a workbook writes a sign that XML cannot hold. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x000D_\n/gi, '\n').replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => {
    const code = Number.parseInt(hex, 16)
    if (code === 0x0d || code === 0x0a) return '\n'
    return code < 0x20 && code !== 0x09 ? '' : String.fromCharCode(code)
  })
}

function joined(runs: readonly Run[]): HeldText {
  const clean = runs
    .map((run) => ({ text: unescaped(run.text).normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' '), looks: run.looks }))
    .filter(({ text }) => text !== '')
  const text = clean.map((run) => run.text).join('')
  if (clean.every(({ looks }) => looks === 0) || text.normalize('NFC') !== text) return { text: tidy(text) }
  // spaces at the ends go, so that runs and text stay the same
  const start = text.length - text.trimStart().length
  const end = text.trimEnd().length
  let at = 0
  const kept = clean.flatMap((run) => {
    const part = run.text.slice(Math.max(0, start - at), Math.max(0, end - at))
    at += run.text.length
    return part === '' ? [] : [{ text: part, looks: run.looks }]
  })
  return { text: text.trim(), runs: kept }
}
