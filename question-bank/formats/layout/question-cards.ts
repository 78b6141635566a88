import { type Cell, isTable, linesOf, type Table } from './block.ts'
import { joinLines, type Line, makeLine, plainLine, sliceLine } from './line.ts'

const numbered = /^\s*(?:qn|cau(?: hoi)?(?: so)?|question|q|bai)?\s*[=.:]?\s*(\d{1,5})\s*[.:)]?\s*$/i
const lettered = /^\s*[*#]*\s*\(?([A-Ha-h])\s*[.):]*\s*$/
const fields: readonly [RegExp, string][] = [
  [/^(?:answer|dap an(?: dung)?|d\/?a|key|correct(?: answer)?|phuong an dung)$/, 'Đáp án'],
  [/^(?:mark|marks|points?|score|diem|so diem)$/, 'Điểm'],
  [/^(?:unit|topic|chapter|chuong|chu de|chuyen de|noi dung kien thuc)$/, 'Thuộc chủ đề'],
  [/^(?:level|difficulty|muc do|muc do nhan thuc|cap do)$/, 'Mức độ'],
  [/^(?:explanation|feedback|giai thich|loi giai|huong dan(?: giai)?)$/, 'Giải thích'],
  [/^(?:source|reference|nguon|trich dan(?: nguon)?|can cu)$/, 'Nguồn'],
]
const mixes = /^(?:mix choices|shuffle|tron(?: dap an| phuong an)?|dao(?: dap an| phuong an)?)$/

/** "QN=1 | question", "a. | option", "ANSWER: | B": a table for each question or one below another, with a name before everything. */
export function questionCards(table: Table): Line[] | undefined {
  const rows = table.rows.flatMap((row) => {
    const [name, ...others] = row.map(filledLines)
    const body = others.flat()
    return name === undefined || (name.length === 0 && body.length === 0) ? [] : [{ name, body, hasTable: row.some(holdsTable) }]
  })
  if (rows.some(({ name, hasTable }) => name.length !== 1 || hasTable)) return undefined
  const lines: Line[] = []
  let [questions, options, isFixed] = [0, 0, false]
  const cards = rows.map(({ name, body }) => ({ label: name[0] as Line, body }))
  for (const { label, body } of cards) {
    const number = numbered.exec(label.bare)?.[1]
    if (number !== undefined) {
      if (body.length === 0 || (questions > 0 && options < 2)) return undefined
      ;[questions, options] = [questions + 1, 0]
      isFixed = isNotMixed(cards, label)
      lines.push(named(`Câu ${number}: `, body), ...body.slice(1))
    } else if (questions === 0) return undefined
    else if (lettered.test(label.bare) && options < 8) {
      if (body.length === 0) continue
      options += 1
      lines.push(optionLine(label, body[0] as Line, isFixed), ...body.slice(1))
    } else if (body.length > 0) {
      const said = saysOf(label)
      if (mixes.test(said)) continue
      const field = fields.find(([pattern]) => pattern.test(said))?.[1]
      lines.push(field === undefined ? joinLines([label, ...body]) : named(`${field}: `, [joinLines(body)]))
    }
  }
  return questions > 0 && options >= 2 ? lines : undefined
}

function filledLines({ blocks }: Cell): Line[] {
  return linesOf(blocks).flatMap((line) => (line.text.trim() === '' ? [] : [sliceLine(line, 0)]))
}

function holdsTable({ blocks }: Cell): boolean {
  return blocks.some(isTable)
}

function saysOf({ bare }: Line): string {
  return bare
    .toLowerCase()
    .replace(/[.:*=]/g, '')
    .trim()
}

/** What the card that begins with this label says of shuffling. */
function isNotMixed(cards: readonly { label: Line; body: readonly Line[] }[], label: Line): boolean {
  const from = cards.findIndex((card) => card.label === label)
  const behind = cards.slice(from + 1)
  const end = behind.findIndex((card) => numbered.test(card.label.bare))
  const mix = behind.slice(0, end < 0 ? undefined : end).find((card) => mixes.test(saysOf(card.label)))
  return mix !== undefined && /^(?:no|khong|false|0)$/.test(saysOf(mix.body[0] ?? plainLine('', '')))
}

function named(name: string, [first]: readonly Line[]): Line {
  const line = first as Line
  return makeLine(line.place, [{ text: name, look: {} }, ...line.spans])
}

/** The letter keeps its looks: they may be the mark. */
function optionLine(label: Line, text: Line, isFixed: boolean): Line {
  const letter = /[A-Ha-h]/.exec(label.bare)
  const at = letter?.index ?? 0
  const spans = [...sliceLine(label, 0, at).spans, ...sliceLine(label, at, at + 1).spans.map((span) => ({ ...span, text: span.text.toUpperCase() }))]
  return makeLine(text.place, [...(isFixed ? [{ text: '#', look: {} }] : []), ...spans, { text: '. ', look: {} }, ...text.spans])
}
