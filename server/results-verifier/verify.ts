// Recomputes a bundle of sealed results without the service and without its database: needs Node and this source tree, no other package at work.
//   npm run verify -- BUNDLE [--key ed25519:…]… [--lang vi|en] [--json]
import { parseArgs } from 'node:util'
import { publicKeyFrom } from '../audit-verifier/signed-head.ts'
import { type Language, wordsFor } from './fault-words.ts'
import { NoBundle, verifyBundleFile } from './verify-bundle.ts'

const notOne = { vi: 'không phải gói kết quả niêm phong.', en: 'is no bundle of sealed results.' }

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string', multiple: true, default: [] }, lang: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const language: Language = values.lang === 'en' ? 'en' : 'vi'
  const [file] = positionals
  if (file === undefined) throw new Error('npm run verify -- BUNDLE [--key ed25519:…]… [--lang vi|en] [--json]')
  const verdict = await verifyBundleFile(file, values.key.map(publicKeyFrom)).catch((error: unknown) => {
    throw error instanceof NoBundle ? new Error(`${file} ${notOne[language]}`) : error
  })
  process.stdout.write(values.json ? `${JSON.stringify(verdict)}\n` : `${wordsFor(verdict, language).join('\n')}\n`)
  process.exitCode = verdict.faultCount === 0 ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
