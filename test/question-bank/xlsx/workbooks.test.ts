import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'

const header = ['Câu hỏi', 'A', 'B', 'Đáp án'].map(inline).join('')
function inline(text: string): string {
  return `<c t="inlineStr"><is><t>${text}</t></is></c>`
}
/** A workbook whose single sheet holds these rows below the header, written by hand. */
const workbook = (rows: string, more: Record<string, string> = {}) => ({
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1">${header}</row>${rows}</sheetData></worksheet>`,
  ...more,
})
const read = (parts: Record<string, string>) => {
  const bytes = zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])))
  return readFile({ name: 'bank.xlsx', bytes }).items.map((item) => reportOf(item))
}
const styles = (formats: string, xfs: string, fonts = '<font/>') =>
  `<styleSheet><numFmts>${formats}</numFmts><fonts>${fonts}</fonts><fills><fill/></fills><cellXfs><xf numFmtId="0"/>${xfs}</cellXfs></styleSheet>`

describe('whatever program wrote the workbook', () => {
  test('elements with a prefix and parts under other names are found', () => {
    const parts = {
      '_rels/.rels':
        '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/xl/book.xml"/></Relationships>',
      'xl/book.xml': '<x:workbook xmlns:x="m" xmlns:q="r"><x:sheets><x:sheet name="Đề" q:id="z1"/></x:sheets></x:workbook>',
      'xl/_rels/book.xml.rels':
        '<Relationships><Relationship Id="z1" Type="t/worksheet" Target="/xl/worksheets/a.xml"/><Relationship Id="z2" Type="t/sharedStrings" Target="texts.xml"/></Relationships>',
      'xl/texts.xml': '<x:sst xmlns:x="m"><x:si><x:t>Câu hỏi</x:t></x:si><x:si><x:t>Đáp án</x:t></x:si><x:si><x:t>Hỏi gì?</x:t></x:si></x:sst>',
      'xl/worksheets/a.xml': `<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="str"><x:v>A</x:v></x:c><x:c t="str"><x:v>B</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row><x:row><x:c t="s"><x:v>2</x:v></x:c><x:c><x:v>1</x:v></x:c><x:c><x:v>5</x:v></x:c><x:c t="str"><x:v>B</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    }
    expect(read(parts)).toMatchObject([{ place: 'Đề, dòng 2', state: 'good', stem: 'Hỏi gì?', options: ['1', '5'], correct: [1] }])
  })

  test('runs are one text, what is read aloud is none, escaped signs and line ends are what they stand for', () => {
    const stem =
      '<c t="inlineStr"><is><r><t xml:space="preserve">Dòng một_x000D_\nH</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r><r><t>O</t></r><rPh sb="0" eb="1"><t>đọc</t></rPh></is></c>'
    const [item] = read(workbook(`<row r="2">${stem}${inline('a &amp; b')}${inline('&#60;c&#62;')}${inline('A')}</row>`))
    expect(item).toMatchObject({ stem: 'Dòng một\nH2O', options: ['a & b', '<c>'], correct: [0], state: 'good' })
  })

  test('the value of a formula is read, its text never', () => {
    const [item] = read(
      workbook(`<row r="2">${inline('Hỏi?')}<c t="str"><f>B9&amp;"x"</f><v>Huế</v></c><c><f>1+1</f><v>2</v></c>${inline('Huế')}</row>`),
    )
    expect(item).toMatchObject({ options: ['Huế', '2'], correct: [0] })
  })

  test('texts in a .VnTime font become Unicode', () => {
    const cell = (text: string) => `<c s="1" t="inlineStr"><is><t>${text}</t></is></c>`
    const parts = workbook(`<row r="2">${cell('Thñ ®« n­íc ta?')}${cell('Hµ Néi')}${cell('HuÕ')}${inline('A')}</row>`, {
      'xl/styles.xml': styles('', '<xf numFmtId="0" fontId="1"/>', '<font/><font><name val=".VnTime"/></font>'),
    })
    expect(read(parts)).toMatchObject([{ stem: 'Thủ đô nước ta?', options: ['Hà Nội', 'Huế'], correct: [0], state: 'good' }])
  })
})

describe('a number is what its cell shows', () => {
  test.each([
    ['General', '0.30000000000000004', '0.3'],
    ['General', '1E-3', '0.001'],
    ['General', '123456789012', '123456789012'],
    ['0.00', '2.675', '2.68'],
    ['0%', '0.5', '50%'],
    ['#,##0', '1234567', '1.234.567'],
    ['#,##0.00', '1234.5', '1.234,50'],
    ['# ?/?', '0.75', '3/4'],
    ['dd/mm/yyyy', '16682', '02/09/1945'],
    ['d/m/yy', '16682', '2/9/45'],
    ['hh:mm', '0.5', '12:00'],
    ['0 "km"', '12', '12 km'],
    ['000', '7', '007'],
    ['yyyy', '16682', '1945'],
    ['0.0;(0.0)', '-2.5', '(2.5)'],
  ])('%s of %s', (format, raw, shown) => {
    const parts = workbook(`<row r="2">${inline('Hỏi?')}<c s="1"><v>${raw}</v></c>${inline('khác')}${inline('B')}</row>`, {
      'xl/styles.xml': styles(`<numFmt numFmtId="170" formatCode="${format.replaceAll('"', '&quot;')}"/>`, '<xf numFmtId="170"/>'),
    })
    expect(read(parts)[0]?.options[0]).toBe(shown)
  })
})

describe('what must not harm', () => {
  test.each([
    ['entities', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', 'thực thể'],
    ['deep nesting', `<worksheet>${'<a>'.repeat(5_000)}`, 'lồng nhau'],
    ['elements that do not close', '<worksheet><sheetData></worksheet>', 'hỏng'],
    ['a tag without an end', '<worksheet><sheetData', 'hỏng'],
  ])('%s in a sheet refuse the file', (_what, xml, sentence) => {
    expect(() => read({ ...workbook(''), 'xl/worksheets/sheet1.xml': xml })).toThrow(sentence)
  })

  test('a merged range as large as the sheet costs nothing', () => {
    const sheet = `<worksheet><sheetData><row r="1">${header}</row><row r="2">${inline('Hỏi?')}${inline('a')}${inline('b')}${inline('A')}</row></sheetData><mergeCells><mergeCell ref="F1:XFD1048576"/></mergeCells></worksheet>`
    expect(read({ ...workbook(''), 'xl/worksheets/sheet1.xml': sheet })).toMatchObject([{ state: 'good' }])
  })
})
