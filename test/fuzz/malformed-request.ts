import type { DrillRandom } from '../drills/drill-random.ts'
import type { Operation } from './api-operations.ts'
import { hostileText } from './hostile-values.ts'
import { type Seen, spoil, valueFor } from './schema-values.ts'

export type MadeRequest = { method: string; path: string; headers: Record<string, string>; body: Buffer | undefined }

const contentTypes = [
  'application/json; charset=utf-16',
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/octet-stream',
  'json',
  '',
  'application/json,application/json',
]

/** One request to a route: mostly nearly right, so that it comes far, and wrong at one place or several. */
export function malformedRequest(operation: Operation, random: DrillRandom, seen: Seen): MadeRequest {
  const headers: Record<string, string> = {
    // each from another address, or the limits would answer for everybody
    'x-forwarded-for': random.percent(3)
      ? hostileText(random).replace(/[^\x21-\x7e]/g, '?')
      : `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`,
  }
  if (!random.percent(5)) headers['x-hoithi'] = '1'
  if (random.percent(3)) headers.origin = random.pick(['https://evil.example', 'null', ''])
  const path = pathFor(operation, random, seen)
  const { method } = operation
  if (method === 'GET' || (method !== 'POST' && operation.body === undefined && random.percent(80))) return { method, path, headers, body: undefined }
  return { method, path, ...bodyFor(operation, random, seen, headers) }
}

function pathFor({ path, parameters }: Operation, random: DrillRandom, seen: Seen): string {
  const oneFor = (name: string, schema: Operation['parameters'][number]['schema']) => {
    const value = random.percent(20) ? hostileText(random) : valueFor(schema, random, seen, name)
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const schema = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.schema ?? { type: 'string' }
    const value = oneFor(name, schema)
    if (random.percent(4)) return random.pick(['..%2f..%2fetc', '%00', '%ff%fe', '%', '%zz', '.', '..;', 'a%2fb', '%ed%a0%80'])
    return encodeURIComponent(value.toWellFormed()).slice(0, 4_000)
  })
  const asked: string[] = []
  for (const { name, schema } of parameters.filter((parameter) => parameter.in === 'query')) {
    if (random.percent(60)) continue
    const written = `${name}=${encodeURIComponent(oneFor(name, schema).toWellFormed())}`
    asked.push(written.slice(0, 5_000))
    if (random.percent(10)) asked.push(written.slice(0, 5_000))
  }
  if (random.percent(5)) asked.push(random.pick(['__proto__[x]=1', 'a[b][c]=1', '=', '&&&', '%00=%00', 'constructor=1', 'limit=%F0%9F', 'x=%']))
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`
}

function bodyFor(operation: Operation, random: DrillRandom, seen: Seen, headers: Record<string, string>): Pick<MadeRequest, 'headers' | 'body'> {
  if (operation.body === undefined && random.percent(60)) return multipart(random, headers)
  let value = operation.body ? valueFor(operation.body, random, seen) : {}
  if (!random.percent(20)) for (let bends = 1 + random.below(3); bends > 0; bends -= 1) value = spoil(value, random)
  // a lone surrogate written as it is would be mended on the way: as an escape it arrives
  const text = JSON.stringify(value) ?? ''
  let body = Buffer.from(text)
  if (random.percent(4)) body = body.subarray(0, random.below(body.length + 1))
  if (random.percent(3)) body = Buffer.concat([body, Buffer.from([0xff, 0xfe, 0x00])])
  if (random.percent(2)) body = Buffer.from(`${'['.repeat(20_000)}`)
  if (random.percent(2)) body = Buffer.from(`{"a":${'1'.repeat(50_000)},"__proto__":${text}}`)
  return { headers: { ...headers, 'content-type': random.percent(8) ? random.pick(contentTypes) : 'application/json' }, body }
}

const heads = [
  'PK\u0003\u0004',
  '%PDF-1.7',
  '<?xml version="1.0"?><a>',
  'RIFF',
  '\u0089PNG\r\n\u001a\n',
  'Câu 1: ?\nA. a\nB. b\nĐáp án: A\n',
  'code,name,parentCode\nT,Tỉnh,\n',
  '',
]

/** An upload with a broken frame, a wrong name, or a file that is none. */
function multipart(random: DrillRandom, headers: Record<string, string>): Pick<MadeRequest, 'headers' | 'body'> {
  const boundary = random.percent(5) ? random.pick(['', 'b'.repeat(300)]) : 'f00d'
  const fileName = random.pick(['de-thi.docx', 'don-vi.xlsx', 'don-vi.csv', 'anh.png', '../../a.docx', 'a\u0000.docx', 'x'.repeat(3_000), ''])
  const field = random.pick(['file', 'file', 'file', 'options', '__proto__', ''])
  const content = Buffer.concat([Buffer.from(random.pick(heads)), Buffer.from(Array.from({ length: random.below(400) }, () => random.below(256)))])
  const parts = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${fileName.replaceAll('\u0000', '%00')}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(random.percent(20) ? '' : `\r\n--${boundary}--\r\n`),
  ])
  const type = random.percent(5) ? 'multipart/form-data' : `multipart/form-data; boundary=${boundary}`
  return { headers: { ...headers, 'content-type': type }, body: random.percent(10) ? parts.subarray(0, random.below(parts.length)) : parts }
}
