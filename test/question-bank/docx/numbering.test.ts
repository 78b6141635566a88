import { expect, test } from 'vitest'
import { readNumbering } from '../../../question-bank/formats/docx/numbering.ts'
import { parseOfficePart } from '../../../question-bank/formats/docx/office-xml.ts'
import { readStyles } from '../../../question-bank/formats/docx/styles.ts'

const level = (index: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`

function numbering(lists: string) {
  const xml = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">${level(0, 'decimal', 'Câu %1:')}${level(1, 'upperLetter', '%2.')}</w:abstractNum>${lists}</w:numbering>`
  const read = readNumbering(parseOfficePart(new TextEncoder().encode(xml)), readStyles(undefined))
  return (...steps: [list: string, level: number][]) => steps.map(([list, at]) => read.next(list, at, [])?.text)
}
const list = (id: number, override = '') => `<w:num w:numId="${id}"><w:abstractNumId w:val="0"/>${override}</w:num>`

test('letters begin anew below each question', () => {
  const labels = numbering(list(1))(['1', 0], ['1', 1], ['1', 1], ['1', 0], ['1', 1])
  expect(labels).toEqual(['Câu 1:', 'A.', 'B.', 'Câu 2:', 'A.'])
})

test('a second list of the same kind goes on counting, unless it says where to start', () => {
  const restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
  expect(numbering(list(1) + list(2))(['1', 0], ['2', 0])).toEqual(['Câu 1:', 'Câu 2:'])
  expect(numbering(list(1) + list(2, restart))(['1', 0], ['2', 0], ['2', 0])).toEqual(['Câu 1:', 'Câu 1:', 'Câu 2:'])
})
