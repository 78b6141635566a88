import type { Level } from '../../../server/contract/questions.ts'
import type { Question } from '../../question.ts'
import { letterOf, mostOptions } from '../../types/option-list.ts'
import { typeNames } from './type-names.ts'
import { saidOf } from './write-row.ts'
import { richCell, textCell, type WrittenCell } from './written-cell.ts'

const levelNames: Readonly<Record<Level, string>> = {
  recognition: 'Nhận biết',
  comprehension: 'Thông hiểu',
  application: 'Vận dụng',
  'higher-application': 'Vận dụng cao',
}

export type WrittenColumn = { header: string; width: number }
export type WrittenTable = { columns: WrittenColumn[]; rows: WrittenCell[][] }

/** Questions under the headers that our own import knows, one a row. */
export function writeTable(questions: readonly Question[]): WrittenTable {
  const said = questions.map(saidOf)
  const optionCount = Math.min(mostOptions, Math.max(4, ...said.map(({ options }) => options.length)))
  const columns: WrittenColumn[] = [
    { header: 'STT', width: 6 },
    { header: 'Loại câu hỏi', width: 16 },
    { header: 'Câu hỏi', width: 60 },
    ...Array.from({ length: optionCount }, (_, place) => ({ header: `Đáp án ${letterOf(place)}`, width: 28 })),
    { header: 'Đáp án đúng', width: 18 },
    { header: 'Điểm', width: 8 },
    { header: 'Mức độ', width: 14 },
    { header: 'Chủ đề', width: 24 },
    { header: 'Thẻ', width: 16 },
    { header: 'Trích dẫn nguồn', width: 30 },
    { header: 'Lời giải', width: 40 },
    { header: 'Cố định', width: 10 },
    { header: 'Cách chấm', width: 18 },
    { header: 'Sai số', width: 8 },
    { header: 'Đơn vị tính', width: 12 },
    { header: 'Tên câu hỏi', width: 20 },
  ]
  const rows = questions.map((question, index) => {
    const { options, key, locked = '', scoring = '', tolerance = '', unit = '' } = said[index] as (typeof said)[number]
    const { topic = [], level, tags = [], source = '', explanation = '', pointsThousandths, name = '' } = question
    return [
      textCell(String(index + 1)),
      textCell(typeNames[question.content.type]),
      richCell(question.content.stem),
      ...Array.from({ length: optionCount }, (_, place) => options[place] ?? textCell('')),
      textCell(key),
      textCell(pointsThousandths === undefined ? '' : String(pointsThousandths / 1_000).replace('.', ',')),
      textCell(level === undefined ? '' : levelNames[level]),
      textCell(topic.join(' > ')),
      textCell(tags.join('; ')),
      textCell(source),
      richCell(explanation),
      textCell(locked),
      textCell(scoring),
      textCell(tolerance),
      textCell(unit),
      textCell(name),
    ]
  })
  return { columns, rows }
}
