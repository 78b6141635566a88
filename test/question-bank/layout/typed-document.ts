import type { Block, Table } from '../../../question-bank/formats/layout/block.ts'
import { type Look, makeLine } from '../../../question-bank/formats/layout/line.ts'
import { readLayout } from '../../../question-bank/formats/layout/read-layout.ts'
import { reportOf } from '../../../question-bank/report.ts'

const marked: Record<string, Look> = {
  b: { bold: true },
  i: { italic: true },
  u: { underline: true },
  s: { strike: true },
  red: { color: 'FF0000' },
  link: { color: '0000FF', underline: true },
  hl: { highlight: 'yellow' },
}

/** "<b>A. Huế</b>" is a bold option; rows of texts are a table. */
export function document(...lines: (string | string[][])[]) {
  const blocks = lines.map((line, index): Block => {
    const place = `đoạn ${index + 1}`
    if (typeof line === 'string') return lineOf(place, line)
    const rows = line.map((row) => row.map((text) => ({ blocks: [lineOf(place, text)] })))
    return { kind: 'table', place, rows } satisfies Table
  })
  return readLayout(blocks).map((item) => reportOf(item))
}

function lineOf(place: string, line: string) {
  const spans = [...line.matchAll(/<(\w+)>(.*?)<\/\1>|([^<]+|<)/g)].map(([, look, inside, plain]) => ({
    text: inside ?? plain ?? '',
    look: look === undefined ? {} : (marked[look] as Look),
  }))
  return makeLine(place, spans)
}
