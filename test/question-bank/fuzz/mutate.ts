import { unzipSync, zipSync } from 'fflate'
import type { SourceFile } from '../../../question-bank/formats/format.ts'
import type { DrillRandom } from '../../drills/drill-random.ts'

type Mutation = (bytes: Uint8Array, random: DrillRandom) => Uint8Array

const within = (bytes: Uint8Array, random: DrillRandom) => random.below(Math.max(1, bytes.length))
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Of any file, whatever it is. */
const blunt: Mutation[] = [
  function flipBits(bytes, random) {
    const flipped = bytes.slice()
    for (let times = 1 + random.below(8); times > 0; times -= 1) flipped[within(bytes, random)] = random.below(256)
    return flipped
  },
  function truncate(bytes, random) {
    return bytes.slice(0, within(bytes, random))
  },
  function loseStart(bytes, random) {
    return bytes.slice(within(bytes, random))
  },
  function repeatPart(bytes, random) {
    const start = within(bytes, random)
    const part = bytes.slice(start, start + 1 + random.below(2_000))
    return joined(bytes.slice(0, start), ...Array.from({ length: 1 + random.below(30) }, () => part), bytes.slice(start))
  },
  function cutPart(bytes, random) {
    const start = within(bytes, random)
    return joined(bytes.slice(0, start), bytes.slice(start + 1 + random.below(500)))
  },
  function insertNoise(bytes, random) {
    const start = within(bytes, random)
    return joined(
      bytes.slice(0, start),
      Uint8Array.from({ length: 1 + random.below(64) }, () => random.below(256)),
      bytes.slice(start),
    )
  },
]

const words = [
  '<',
  '>',
  '</',
  '/>',
  '&',
  '&#0;',
  '&#x1F600;',
  '&unknown;',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a>',
  '<!--',
  '\u0000',
  '\ufeff',
  '\ud800',
  '{',
  '}',
  '{=',
  '~%',
  '%-1000%',
  '::',
  '$$',
  '**',
  '[[1]]',
  '[[99]]',
  '![](attachment:',
  '\\',
  '"',
  "'",
  ';',
  ',,,,',
  '\t',
  '\n\n',
  'ANSWER: Z',
  'Đáp án: E',
  'Câu 99999999999999999999:',
  '-1',
  '1e999',
  'NaN',
  '9'.repeat(400),
  '__proto__',
  'constructor',
  'null',
  'true',
  '[]',
  '{}',
  '{"__proto__":{"type":"essay"}}',
  '../../../etc/passwd',
  'file:///etc/passwd',
  'http://127.0.0.1/',
  '<a '.repeat(40),
  '('.repeat(200),
  '*'.repeat(300),
  '$'.repeat(301),
  '~'.repeat(300),
  '`'.repeat(300),
  '\u0301'.repeat(100),
]

/** Of texts and of the texts inside packages. */
const textual: Mutation[] = [
  function insertWord(bytes, random) {
    const start = within(bytes, random)
    return joined(bytes.slice(0, start), bytesOf(random.pick(words)), bytes.slice(start))
  },
  function swapTags(bytes, random) {
    return changeText(
      bytes,
      (text) => {
        const tags = [...text.matchAll(/<[^<>]{1,200}>/g)]
        if (tags.length < 2) return text
        const [one, other] = [random.pick(tags), random.pick(tags)].sort((a, b) => a.index - b.index) as [RegExpExecArray, RegExpExecArray]
        if (one.index === other.index) return text
        return (
          text.slice(0, one.index) +
          other[0] +
          text.slice(one.index + one[0].length, other.index) +
          one[0] +
          text.slice(other.index + other[0].length)
        )
      },
      random,
    )
  },
  function dropTag(bytes, random) {
    return changeText(
      bytes,
      (text) => {
        const tags = [...text.matchAll(/<[^<>]{1,200}>/g)]
        if (tags.length === 0) return text
        const tag = random.pick(tags)
        return text.slice(0, tag.index) + text.slice(tag.index + tag[0].length)
      },
      random,
    )
  },
  function emptyAttribute(bytes, random) {
    return changeText(
      bytes,
      (text) => {
        const attributes = [...text.matchAll(/="[^"<>]{0,200}"/g)]
        if (attributes.length === 0) return text
        const attribute = random.pick(attributes)
        return `${text.slice(0, attribute.index)}="${random.pick(['', '-1', '0', '99999999', 'x', '1 2 3', ' ', 'true'])}"${text.slice(attribute.index + attribute[0].length)}`
      },
      random,
    )
  },
  function changeNumber(bytes, random) {
    return changeText(
      bytes,
      (text) => {
        const numbers = [...text.matchAll(/\d+/g)]
        if (numbers.length === 0) return text
        const number = random.pick(numbers)
        return (
          text.slice(0, number.index) + random.pick(['0', '-1', '4294967296', '1048577', '1e308', '']) + text.slice(number.index + number[0].length)
        )
      },
      random,
    )
  },
  function encodeOtherwise(bytes, random) {
    const text = new TextDecoder().decode(bytes)
    const little = Buffer.from(text, 'utf16le')
    return random.pick([
      () => new Uint8Array(joined(Uint8Array.of(0xff, 0xfe), little)),
      () => new Uint8Array(little),
      () => new Uint8Array(joined(Uint8Array.of(0xfe, 0xff), Buffer.from(little).swap16())),
      () => bytesOf(text.normalize('NFD')),
      () => joined(Uint8Array.of(0xef, 0xbb, 0xbf), bytes),
      () => new Uint8Array(Buffer.from(text, 'latin1')),
    ])()
  },
]

/** One mutated file: parts of a package are mutated inside it, so that the mutation gets past its checksums. */
export function mutate(files: readonly SourceFile[], random: DrillRandom): SourceFile {
  const file = random.pick(files)
  let { bytes } = file
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const isPackage = bytes[0] === 0x50 && bytes[1] === 0x4b
    if (isPackage) bytes = random.percent(70) ? mutatePart(bytes, files, random) : random.pick(blunt)(bytes, random)
    else bytes = random.pick(random.percent(60) ? textual : blunt)(bytes, random)
  }
  // a name promises nothing
  const name = random.percent(85) ? file.name : random.pick(['a.docx', 'a.xlsx', 'a.csv', 'a.gift', 'a.txt', 'a.json', 'a.zip', 'a.xml', 'a'])
  return { name, bytes }
}

function mutatePart(bytes: Uint8Array, files: readonly SourceFile[], random: DrillRandom): Uint8Array {
  const parts = unpacked(bytes)
  const names = parts ? Object.keys(parts) : []
  if (!parts || names.length === 0) return bytes
  const name = random.pick(names)
  const part = parts[name] as Uint8Array
  const chance = random.below(100)
  if (chance < 8) delete parts[name]
  else if (chance < 14) parts[name] = parts[random.pick(names)] as Uint8Array
  else if (chance < 18) parts[name] = random.pick(files).bytes.slice(0, 20_000)
  else if (chance < 20) parts['word/vbaProject.bin'] = part
  else parts[name] = random.pick(random.percent(80) ? textual : blunt)(part, random)
  return zipSync(parts, { level: 0, mtime: '1980-01-01T00:00:00Z' })
}

// the healthy files are mutated many times and unpacked once
const known = new WeakMap<Uint8Array, Record<string, Uint8Array> | undefined>()

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  if (!known.has(bytes)) known.set(bytes, unpack(bytes))
  const parts = known.get(bytes)
  return parts && { ...parts }
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    // what was mutated before may promise anything
    let entries = 0
    return unzipSync(bytes, {
      filter({ originalSize }) {
        entries += 1
        if (entries > 2_000) throw new Error('too many entries to mutate')
        return originalSize < 2_000_000
      },
    })
  } catch {
    return undefined
  }
}

/** A stretch of the text is enough to change, and looking through all of a long one takes its time. */
function changeText(bytes: Uint8Array, change: (text: string) => string, random: DrillRandom): Uint8Array {
  const start = bytes.length > stretch ? random.below(bytes.length - stretch) : 0
  const changed = bytesOf(change(new TextDecoder().decode(bytes.subarray(start, start + stretch))))
  return joined(bytes.subarray(0, start), changed, bytes.subarray(start + stretch))
}
const stretch = 4_000

function joined(...pieces: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces))
}
