import { describe, expect, test } from 'vitest'
import { type Attachment, makeAttachment } from '../../question-bank/attachment.ts'
import type { FormatName } from '../../question-bank/formats/format.ts'
import { readFile } from '../../question-bank/formats/read-file.ts'
import { writeFile } from '../../question-bank/formats/write-file.ts'
import { makeQuestion } from '../../question-bank/question.ts'
import { sentenceFor } from '../../question-bank/reason.ts'

const bytesOf = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))))
const sounds: [string, Attachment][] = (
  [
    ['MP3', bytesOf('ID3', [3, 0, 0, 0, 0, 0, 0], [0xff, 0xfb, 0x90, 0x64])],
    ['OGG', bytesOf('OggS', [0, 2, 0, 0])],
    ['WAV', bytesOf('RIFF', [4, 0, 0, 0], 'WAVEfmt ')],
    ['M4A', bytesOf([0, 0, 0, 24], 'ftypM4A ', [0, 0, 0, 0])],
  ] as const
).map(([name, bytes]) => [name, makeAttachment(bytes) as Attachment])
const fileNames: Partial<Record<FormatName, string>> = { json: 'b.json', 'moodle-xml': 'b.xml', qti: 'b.zip', gift: 'b.gift' }
const asked = (digest: string) => [
  makeQuestion(
    { type: 'single-choice', stem: `Nghe và chọn: ![bài nghe](attachment:${digest})`, options: ['Nam', 'Nữ'] },
    { correct: 1 },
    { explanation: `Nghe lại ![](attachment:${digest})` },
  ),
]

describe.each(sounds)('a sound (%s)', (_name, sound) => {
  test.each(['json', 'moodle-xml', 'qti', 'gift'] as const)('goes through %s and back, and back again, byte for byte', (format) => {
    const questions = asked(sound.digest)
    let bank = { questions, attachments: [sound] }
    for (let round = 0; round < 2; round += 1) {
      const { bytes, losses } = writeFile(format, bank)
      expect(losses).toEqual([])
      const { items, attachments } = readFile({ name: fileNames[format] as string, bytes })
      expect(items).toMatchObject([{ state: 'good', question: questions[0] }])
      expect(attachments.map(({ digest, mediaType, bytes: own }) => ({ digest, mediaType, bytes: Buffer.from(own) }))).toEqual([
        { ...sound, bytes: Buffer.from(sound.bytes) },
      ])
      bank = {
        questions: items.flatMap((item) => (item.state === 'good' ? [item.question as (typeof questions)[number]] : [])),
        attachments: [sound],
      }
    }
  })

  test.each(['docx', 'xlsx', 'csv', 'aiken'] as const)('cannot stand in %s, which says so', (format) => {
    const { losses } = writeFile(format, { questions: asked(sound.digest), attachments: [sound] })
    expect(losses.some(({ questions }) => questions.includes(0))).toBe(true)
  })
})

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>').toString('base64')
const drawings: [string, string, string][] = [
  [
    'Moodle XML',
    'b.xml',
    `<?xml version="1.0"?><quiz><question type="truefalse"><questiontext format="html"><text><![CDATA[<p>Hình: <img src="@@PLUGINFILE@@/h.svg"></p>]]></text><file name="h.svg" encoding="base64">${svg}</file></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>`,
  ],
  ['GIFT', 'b.gift', `Xem <img src="h.svg"> đúng không? {T}`],
  [
    'QTI',
    'b.xml',
    `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="a" title="a" adaptive="false" time-dependent="false"><qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration><qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/><qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-prompt>Hình <img src="data:image/svg+xml;base64,${svg}" alt="x"/></qti-prompt><qti-simple-choice identifier="A">Một</qti-simple-choice><qti-simple-choice identifier="B">Hai</qti-simple-choice></qti-choice-interaction></qti-item-body><qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/></qti-assessment-item>`,
  ],
  [
    'JSON',
    'b.json',
    JSON.stringify({
      format: 'hoithi-bank',
      version: 1,
      questions: [{ content: { type: 'true-false', stem: `Hình ![](attachment:${'0'.repeat(64)})` }, key: { isTrue: true } }],
      attachments: [{ digest: '0'.repeat(64), mediaType: 'image/svg+xml', base64: svg }],
    }),
  ],
]

test.each(drawings)(
  'an SVG drawing in %s is not called missing: the sentence says that its kind is not taken, and which are',
  (_format, name, text) => {
    const { items } = readFile({ name, bytes: new TextEncoder().encode(text) })
    const [item] = items
    expect(item?.state).toBe('doubtful')
    const sentences = item?.reasons.map((reason) => sentenceFor(reason)) ?? []
    expect(sentences.join(' ')).toMatch(/loại không nhận \(như SVG.*PNG/)
    expect(sentences.join(' ')).not.toMatch(/Không tìm thấy/)
  },
)

test.each([
  ['a field that is missing', { content: { type: 'single-choice', stem: 'Hỏi?', options: ['a', 'b'] } }, '“key” bị thiếu'],
  [
    'a field of another kind',
    { content: { type: 'single-choice', stem: 'Hỏi?', options: ['a', 4] }, key: { correct: 0 } },
    '“content/options/1” có giá trị',
  ],
  ['a field nobody knows', { content: { type: 'essay', stem: 'Kể.' }, key: {}, hint: 'x' }, '“hint” không có trong loại câu này'],
  ['a type nobody knows', { content: { type: 'dance', stem: 'Nhảy.' }, key: {} }, '“content/type” có giá trị'],
])('a question of JSON with %s is refused by the name of the field', (_what, question, said) => {
  const bytes = new TextEncoder().encode(JSON.stringify({ format: 'hoithi-bank', version: 1, questions: [question], attachments: [] }))
  const [item] = readFile({ name: 'b.json', bytes }).items
  expect(item?.state).toBe('refused')
  expect(item?.reasons.map((reason) => sentenceFor(reason)).join(' ')).toContain(said)
})
