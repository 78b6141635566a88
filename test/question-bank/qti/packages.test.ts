import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readFile } from '../../../question-bank/formats/read-file.ts'
import { reportOf } from '../../../question-bank/report.ts'
import { someAttachments } from '../arbitrary/texts.ts'
import { choices, declared, itemOf, mapping, mapResponse } from './items.ts'

const towns = { A: 'Huế', B: 'Hà Nội' }
const itemAbout = (text: string) =>
  itemOf({ declarations: declared('cardinality="single" baseType="identifier"', ['B']), body: `<p>${text}</p>${choices(towns)}` })
const manifest = (...resources: string[]) =>
  `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><organizations/><resources>${resources.join('')}</resources></manifest>`
const resource = (href: string, metadata = '') =>
  `<resource identifier="${href}" type="imsqti_item_xmlv2p1" href="${href}">${metadata === '' ? '' : `<metadata>${metadata}</metadata>`}<file href="${href}"/></resource>`
const [picture] = someAttachments as [(typeof someAttachments)[0]]

function read(parts: Record<string, string | Uint8Array>) {
  const bytes = zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])))
  return readFile({ name: 'goi.zip', bytes })
}

describe('a package of questions', () => {
  test('comes in the order of its test, then of its manifest, then by name', () => {
    const { items } = read({
      'imsmanifest.xml': manifest(resource('q/c.xml'), resource('q/b.xml')),
      'test.xml':
        '<assessmentTest identifier="t" title="t"><testPart identifier="p"><assessmentSection identifier="s" title="s" visible="true"><assessmentItemRef identifier="b" href="q/b.xml"><weight identifier="w" value="0.5"/></assessmentItemRef></assessmentSection></testPart></assessmentTest>',
      'q/a10.xml': itemAbout('a10'),
      'q/a2.xml': itemAbout('a2'),
      'q/b.xml': itemAbout('b'),
      'q/c.xml': itemAbout('c'),
    })
    expect(items.map(({ place }) => place)).toEqual(['q/b.xml', 'q/c.xml', 'q/a2.xml', 'q/a10.xml'])
    expect(items.map((item) => reportOf(item).points)).toEqual([0.5, null, null, null])
  })

  test('brings its pictures, found from where the item lies', () => {
    const { items, attachments } = read({
      'imsmanifest.xml': manifest(resource('q/a.xml')),
      'q/a.xml': itemAbout('Bản đồ <img src="../hinh%20anh/ban-do.png" alt="Bản đồ"/>'),
      'hinh anh/ban-do.png': picture.bytes,
    })
    expect(items).toMatchObject([{ state: 'good', question: { content: { stem: `Bản đồ ![Bản đồ](attachment:${picture.digest})\n\nThủ đô?` } } }])
    expect(attachments).toEqual([picture])
  })

  test('says topic, level, tags and source in its manifest', () => {
    const lom = `<lom><general><keyword><langstring>lịch sử</langstring></keyword></general><educational><difficulty><value>very difficult</value></difficulty></educational>
      <classification><taxonPath><taxon><entry><langstring>Sử 12</langstring></entry></taxon></taxonPath></classification></lom>`
    const { items } = read({ 'imsmanifest.xml': manifest(resource('a.xml', lom)), 'a.xml': itemAbout('a') })
    expect(items).toMatchObject([{ question: { tags: ['lịch sử'], level: 'higher-application', topic: ['Sử 12'] } }])
  })

  test('may be broken in places: what can be read is read, the rest is named', () => {
    const { items } = read({
      'imsmanifest.xml': manifest(resource('a.xml'), resource('mat.xml'), resource('hong.xml')),
      'a.xml': itemAbout('a'),
      'hong.xml': '<assessmentItem><itemBody>',
    })
    expect(items.map(({ place, state, reasons }) => [place, state, reasons.map(({ code }) => code)])).toEqual([
      ['a.xml', 'good', []],
      ['mat.xml', 'refused', ['QTI_MISSING_ITEM']],
      ['hong.xml', 'refused', ['BROKEN_XML']],
    ])
  })

  test('without a manifest is read all the same', () => {
    expect(read({ 'cau 1.xml': itemAbout('a') }).items).toMatchObject([{ place: 'cau 1.xml', state: 'good' }])
  })

  test('whose picture is a drawing that may carry a script is doubtful there', () => {
    const { items } = read({ 'a.xml': itemAbout('<img src="a.svg" alt=""/>'), 'a.svg': '<svg/>' })
    expect(items).toMatchObject([{ state: 'doubtful', reasons: [{ code: 'ATTACHMENT_NOT_TAKEN' }] }])
  })
})

describe('a file that is not quite QTI is refused with what to do', () => {
  const alone = (xml: string) => () => readFile({ name: 'a.xml', bytes: strToU8(xml) })
  test.each([
    ['a test without its items', '<assessmentTest identifier="t" title="t"><testPart identifier="p"/></assessmentTest>', 'cả gói .zip'],
    ['QTI 1.2', '<?xml version="1.0"?><questestinterop><item ident="a"/></questestinterop>', 'QTI 1.x'],
    ['entities of its own', `<!DOCTYPE a [<!ENTITY b "c">]>${itemAbout('&b;').replace(/<\?xml.*\?>/, '')}`, 'DOCTYPE'],
  ])('%s', (_what, xml, sentence) => {
    expect(alone(xml)).toThrow(sentence)
  })
})

test('weights and right responses in the same package are each held against their own item', () => {
  const weighed = itemOf({
    declarations: declared('cardinality="multiple" baseType="identifier"', [], mapping({ A: 1, B: -1 })),
    body: choices(towns, 'maxChoices="0"'),
    processing: mapResponse,
  })
  const { items } = read({ 'a.xml': itemAbout('a'), 'b.xml': weighed })
  expect(items.map((item) => reportOf(item).correct)).toEqual([[1], [0]])
})
