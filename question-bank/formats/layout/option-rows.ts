import { foldHeader, roleOf } from '../sheet/header-names.ts'
import { truthOf } from '../sheet/truth-words.ts'
import { type Block, type Cell, cellText, linesOf, type Table } from './block.ts'
import { startOf } from './labels.ts'
import { type Line, makeLine, plainLine, sliceLine } from './line.ts'
import { markerAt } from './option-markers.ts'

const textColumn = /^(?:noi dung )?cau hoi(?: (?:va |v )?(?:cac )?(?:phuong an|dap an|lua chon)(?: tra loi)?)?$/

/** "STT | Câu hỏi/Phương án | Đáp án": the question in one row, each option in a row below, a sign beside the right one. */
export function optionRows(table: Table): Block[] | undefined {
  const [header, ...rows] = table.rows
  if (!header) return undefined
  const names = header.map((cell) => foldHeader(cellText(cell)))
  const [text, key, number] = [
    names.findIndex((name) => textColumn.test(name)),
    names.findIndex((name) => roleOf(name) === 'key'),
    names.findIndex((name) => roleOf(name) === 'number'),
  ]
  if (text < 0 || key < 0) return undefined
  const lines: Line[] = []
  let [options, count, waiting] = [0, 0, undefined as Line | undefined]
  const endQuestion = (): boolean => {
    if (waiting) lines.push(waiting)
    waiting = undefined
    return count === 0 || options >= 2
  }
  for (const row of rows) {
    const [first, ...others] = linesOf(row[text]?.blocks ?? []).filter((line) => line.text.trim() !== '')
    if (!first) continue
    const said = textAt(row, key)
    if (markerAt(first, 0) && !startOf(first)) {
      if (count === 0 || others.length > 0) return undefined
      const isRight = /^(?:x|v|✓|✔|✅|√|☑|\*)$/iu.test(said) || truthOf(said) === true
      if (!isRight && said !== '' && truthOf(said) !== false) return undefined
      options += 1
      lines.push(isRight ? makeLine(first.place, [...sliceLine(first, 0).spans, { text: '\t(đúng)', look: {} }]) : first)
      continue
    }
    if (!endQuestion()) return undefined
    ;[options, count] = [0, count + 1]
    const label = /\d+/.exec(textAt(row, number))?.[0] ?? String(count)
    lines.push(
      startOf(first) ? first : makeLine(first.place, [{ text: `Câu ${label}: `, look: first.spans[0]?.look ?? {} }, ...first.spans]),
      ...others,
    )
    if (said !== '') waiting = plainLine(first.place, `Đáp án: ${said}`)
  }
  return endQuestion() && count > 0 ? lines : undefined
}

function textAt(row: readonly Cell[], column: number): string {
  const cell = row[column]
  return cell ? cellText(cell).trim() : ''
}
