import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { SourceFile } from '../../../question-bank/formats/format.ts'
import { formatOfExtension, writeFile } from '../../../question-bank/formats/write-file.ts'
import { aBank } from '../arbitrary/questions.ts'
import { choices, declared, itemOf } from '../qti/items.ts'

const corpus = new URL('../corpus/', import.meta.url)
/** Longer ones take their time and show nothing that shorter ones do not. */
const mostBytes = 300_000

/** What mutations begin with: the corpus of every format, a bank of our own in every format that is written, and an item or two. */
export function healthyFiles(seed: number): SourceFile[] {
  const collected = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:expected\.json|ts|md)$/.test(entry.name))
    .map((entry) => ({ name: entry.name, bytes: new Uint8Array(readFileSync(`${entry.parentPath}/${entry.name}`)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const banks = fc.sample(aBank({ hasAttachments: true, mostQuestions: 12 }), { seed, numRuns: 3 })
  const written = Object.entries(formatOfExtension).flatMap(([extension, format]) =>
    banks.map((bank, index) => ({ name: `bank-${index}${extension}`, bytes: writeFile(format, bank).bytes })),
  )
  const item = itemOf({
    declarations: declared('cardinality="single" baseType="identifier"', ['B']),
    body: choices({ A: 'Huế', B: 'Hà Nội' }),
  })
  const typed: [string, string][] = [
    ['item.xml', item],
    ['aiken.txt', 'Thủ đô?\nA. Huế\nB. Hà Nội\nANSWER: B\n\nSông?\nA. Hồng\nB. Hương\nANSWER: A\n'],
    ['bank.gift', '$CATEGORY: Sử\n\n::Câu 1:: Thủ đô? {=Hà Nội ~Huế ~%50%Thăng Long#gần đúng}\n\nNăm? {#1945:2}\n\nHuế là thủ đô. {F}\n'],
    ['bank.csv', 'Câu hỏi;Đáp án A;Đáp án B;Đáp án đúng\nThủ đô?;Huế;Hà Nội;B\n'],
    [
      'moodle.xml',
      '<?xml version="1.0"?><quiz><question type="multichoice"><name><text>a</text></name><questiontext format="html"><text><![CDATA[<p>Thủ đô?</p>]]></text></questiontext><single>true</single><answer fraction="100"><text>Hà Nội</text></answer><answer fraction="0"><text>Huế</text></answer></question></quiz>',
    ],
  ]
  return [...collected, ...written, ...typed.map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }))].filter(
    ({ bytes }) => bytes.length <= mostBytes,
  )
}
