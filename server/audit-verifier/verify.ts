// Verifies an export of the audit log without the service: needs this folder and Node, nothing else.
//   node audit-verifier/verify.ts EXPORT [--key ed25519:…]… [--heads FILE]… [--lang vi|en]
import { parseArgs } from 'node:util'
import { type Language, wordsFor } from './fault-words.ts'
import { NoExport, readHeadsFile, verifyExport } from './read-export.ts'
import { publicKeyFrom } from './signed-head.ts'

const warnings = {
  vi: 'Khóa công khai lấy từ chính tệp này: hãy so với khóa đã công bố, hoặc đưa bằng --key.',
  en: 'The public key was taken from this very file: compare it with the published one, or give it with --key.',
}
const notOne = { vi: 'không phải tệp xuất nhật ký.', en: 'is no export of an audit log.' }

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      heads: { type: 'string', multiple: true, default: [] },
      lang: { type: 'string' },
    },
  })
  const language: Language = values.lang === 'en' ? 'en' : 'vi'
  const [file] = positionals
  if (file === undefined) throw new Error('node verify.ts EXPORT [--key ed25519:…]… [--heads FILE]… [--lang vi|en]')
  const heads = (await Promise.all(values.heads.map(readHeadsFile))).flat()
  const { verdict, keysFromFile } = await verifyExport(file, { keys: values.key.map(publicKeyFrom), heads }).catch((error: unknown) => {
    throw error instanceof NoExport ? new Error(`${file} ${notOne[language]}`) : error
  })
  if (keysFromFile) process.stdout.write(`${warnings[language]}\n`)
  process.stdout.write(`${wordsFor(verdict, language).join('\n')}\n`)
  process.exitCode = verdict.faultCount === 0 ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
