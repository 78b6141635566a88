import { foldVietnamese } from '../../fold-vietnamese.ts'
import type { Line } from './line.ts'

/** How an author names a stretch of a document: "PHẦN II", "B. ĐỊA LÝ", "Mã đề 102", "Tuần 3". */
export type NameKind = 'paper' | 'number' | 'letter' | 'title' | 'tuan' | 'vong' | 'chuong' | 'buoi' | 'chu de' | 'dot' | LooseKind
/** Words that may as well say of a whole document what it is: "Đáp án đề thi lớp 10". */
type LooseKind = 'bai' | 'khoi' | 'lop' | 'bang' | 'ngay' | 'tiet' | 'doi'
export type SectionName = { kind: NameKind; values: readonly string[] }
/** The names that a stretch bears, from the whole to its parts. */
export type Section = readonly SectionName[]

const ordinals: Record<string, string> = {
  nhat: '1',
  hai: '2',
  ba: '3',
  bon: '4',
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  vi: '6',
  vii: '7',
  viii: '8',
}
const counted = '(?:[ivx]{1,4}|\\d{1,3}|nhat|hai|ba|bon)'
const looseKinds = ['bai', 'khoi', 'lop', 'bang', 'ngay', 'tiet', 'doi'] as const
const patterns: readonly [NameKind, RegExp][] = [
  ['paper', /\bma\s*(?:de)?(?:\s+(?:thi|so))*\s*[:.]?\s*(\d{1,4})\b(?!\s*(?:diem|phut))/],
  [
    'paper',
    /(?<!(?:chu|van|chuyen|tieu) )\bde(?:(?:\s+(?:thi|kiem tra|on|on tap|thi thu))?\s+so)?\s*[:.]?\s*(\d{1,4}|[ivx]{1,4})\b(?!\s*(?:diem|phut))/,
  ],
  ['number', new RegExp(`\\b(?:phan|part)\\s+(?:thu\\s+)?(${counted})\\b`)],
  ['letter', /\b(?:phan|part)\s+([a-h])\b/],
  ...(['tuan', 'vong', 'chuong', 'buoi', 'chu de', 'dot', ...looseKinds] as const).map((word): [NameKind, RegExp] => [
    word,
    new RegExp(`\\b${word}\\s+(?:so\\s+|thu\\s+)?(${counted}|[a-h])\\b`),
  ]),
]
/** "ĐÁP ÁN MÔN ĐỊA LÍ", "ĐÁP ÁN (đoàn viên)": what a list of keys is for, without a letter or a number. */
const keysFor =
  /^\s*(?:(?:bang\s+)?dap an\s*[-–:]?\s*)?(?:(?:mon|danh cho|phan(?:\s+mon|\s+thi)?(?!\s+(?:[ivx]+|\d+|[a-h]|thu)\b))\s|(?<=an\s*)\((?!.*(?:tham khao|chi tiet)))([^()]{2,60})\)?\s*:?\s*$/
const leading = /^\s*(?:([ivx]{1,4})|([a-h]))\s*[.):/–-]\s*(.*)$/
const wordy = /^\s*(?:phan|linh vuc|noi dung|khoi kien thuc)\s+(.*)$/
/** A line that is nothing but a name, and perhaps a title behind it. */
const headed =
  /^\s*(?:(?:bo\s+)?(?:ma\s+de|de(?:\s+(?:thi|kiem tra|on|on tap|thi thu))?\s+so|de)(?:\s+(?:thi|so))*\s*[:.]?\s*(?:\d{1,4}|[ivx]{1,4})|(?:tuan|vong|buoi|chuong|chu de|dot|khoi|lop|bang|ngay|tiet|doi)\s+(?:so\s+|thu\s+)?(?:\d{1,3}|[ivx]{1,4}|[a-h]))\s*(?:$|[:.(–-])|^\s*phan\s[^.:?!]{2,40}:\s*$|^\s*(?:mon|danh cho)\s[^.,;:?!]{2,40}$/i

/** The names that a heading says, as far as it says any. */
export function namesIn(line: Line): SectionName[] {
  const said = foldVietnamese(line.text).slice(0, 80)
  const found = new Map<NameKind, string>()
  for (const [kind, pattern] of patterns) {
    const name = pattern.exec(said)?.[1]
    if (name !== undefined && !found.has(kind)) found.set(kind, ordinals[name] ?? name)
  }
  const [, roman, letter, title] = leading.exec(said) ?? []
  if (roman !== undefined && !found.has('number')) found.set('number', ordinals[roman] ?? roman)
  if (letter !== undefined && !found.has('letter')) found.set('letter', letter)
  const named = title ?? keysFor.exec(said)?.[1] ?? (isTitleInCapitals(line) ? wordy.exec(said)?.[1] : undefined)
  if (named !== undefined && titleOf(named) !== '') found.set('title', titleOf(named))
  return [...found].map(([kind, value]) => ({ kind, values: [value] }))
}

function titleOf(said: string): string {
  return said
    .replace(/\([^()]*\)/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:phan )?(?:mon|thi|danh cho|phan) /, '')
}

/** "ĐỀ SỐ 1", "TUẦN 2": a line of its own that names what follows. */
export function isSectionName(line: Line): boolean {
  return (
    line.text.length < 100 &&
    !/[?]/.test(line.text) &&
    !/\btrang\s*\d/i.test(line.bare) &&
    headed.test(line.bare) &&
    !/^\s*(?:môn|dành cho)/.test(line.text)
  )
}

/** "II. KIẾN THỨC CHUNG", "B. ĐỊA LÝ", "PHẦN LỊCH SỬ": a roman number, a letter or a word for a part before words in capitals. */
export function isTitleInCapitals(line: Line): boolean {
  const match = /^\s*(?:(?:[IVX]{1,4}|[A-H])\s*[.):/–-]|PHAN|LINH VUC|NOI DUNG|KHOI KIEN THUC)\s*(.*)$/.exec(line.bare)
  if (!match) return false
  const title = line.text.slice(line.text.length - (match[1] as string).length).replace(/\([^()]*\)/g, '')
  return line.text.length < 100 && (title.match(/\p{Lu}/gu)?.length ?? 0) >= 4 && !/\p{Ll}/u.test(title) && !/[?]/.test(title)
}

/** What a heading changes: names of its own kind and of what stood inside them end. `isAgain` where nothing came between it and the last one: "ĐỀ SỐ 1 / Mã đề 101". */
export function enter(section: Section, names: readonly SectionName[], isAgain: boolean): Section {
  // a title belongs to the heading that says it and to no later one
  let entered = section.filter(({ kind }) => kind !== 'title')
  for (const name of names) {
    const at = entered.findIndex(({ kind }) => kind === name.kind)
    const known = entered[at]
    if (at < 0) entered.push(name)
    else if (isAgain && name.kind === 'paper' && known) entered[at] = { kind: 'paper', values: [...new Set([...known.values, ...name.values])] }
    else if (known && name.kind === 'paper' && name.values.every((value) => known.values.includes(value))) continue
    else entered = [...entered.slice(0, at), name]
  }
  return entered
}

export function isLoose(kind: NameKind): boolean {
  return kind === 'title' || looseKinds.some((one) => one === kind)
}

/** Whether everything that one section is called is said of the other too. */
export function isCalled(section: Section, names: Section): boolean {
  return names.every(({ kind, values }) => section.find((own) => own.kind === kind)?.values.some((value) => values.includes(value)) ?? false)
}

export function saysOf(section: Section): string {
  return section.map(({ kind, values }) => `${shown[kind]}${values.join('/').toUpperCase()}`).join(', ')
}

const shown: Record<NameKind, string> = {
  paper: 'đề ',
  number: 'phần ',
  letter: 'phần ',
  title: '',
  tuan: 'tuần ',
  vong: 'vòng ',
  chuong: 'chương ',
  buoi: 'buổi ',
  'chu de': 'chủ đề ',
  dot: 'đợt ',
  bai: 'bài ',
  khoi: 'khối ',
  lop: 'lớp ',
  bang: 'bảng ',
  ngay: 'ngày ',
  tiet: 'tiết ',
  doi: 'đội ',
}
