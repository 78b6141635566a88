import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { holdFormat } from './hold-format.ts'

const quiz = (inside: string) => `<?xml version="1.0"?><quiz>${inside}</quiz>`
const readXml = (text: string) => readFile({ name: 'bank.xml', bytes: new TextEncoder().encode(text) }).items.map((item) => reportOf(item))
const cloze = (text: string) =>
  readXml(
    quiz(`<question type="cloze"><name><text>x</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext></question>`),
  )[0]

describe('Moodle XML', () => {
  holdFormat('moodle-xml', 'bank.xml')

  test.each([
    ['{1:MC:=a~b}', ['a']],
    ['{:MULTICHOICE_VS:b~%100%a#đúng}', ['a']],
    ['{2:SA:=Hà Nội}', ['Hà Nội']],
    ['{1:SAC:%100%Đ\\~S~%50%D}', ['Đ~S']],
    ['{1:NM:=3,5:0,1~%50%4}', ['3.5']],
    ['{1:MCV:=A &amp; B~C\\}}', ['A & B']],
  ])('the gap %s', (gap, correct) => {
    expect(cloze(`Điền ${gap} vào`)).toMatchObject({ state: 'good', stem: 'Điền [[1]] vào', correct })
  })

  test.each(['{1:MC:a~b}', '{1:MC:=a~=b}', '{1:MR:=a~=b~c}', '{1:NM:=ba}', '{1:SA:%50%a}'])('the gap %s is nobody’s to guess', (gap) => {
    expect(cloze(`Điền ${gap} vào`)).toMatchObject({ state: 'doubtful', correct: [] })
  })

  test('tags of a web page inside CDATA never make a file too deep or unsafe', () => {
    expect(cloze(`<!DOCTYPE html>${'<p>'.repeat(500)}{1:SA:=a}`)).toMatchObject({ state: 'good' })
  })

  test.each([
    ['a truncated file', '<?xml version="1.0"?><quiz><question type="essay">', 'hỏng'],
    ['an entity bomb', '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', 'thực thể'],
    ['nesting without end', quiz('<a>'.repeat(5_000)), 'lồng nhau'],
    ['no question', quiz(''), 'Không tìm thấy câu hỏi'],
  ])('%s is refused with a sentence', (_what, text, sentence) => {
    expect(() => readXml(text)).toThrow(sentence)
  })

  test.each(['{1:MC:', '{1:SA:=a', '\\', '<![CDATA[<', '&amp;#'])('a gap of nothing but %s is answered at once', (piece) => {
    expect(cloze(piece.replaceAll('<![CDATA[', '').repeat(30_000))?.state).toBe('doubtful')
  })
})
