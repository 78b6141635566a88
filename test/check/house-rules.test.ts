import { describe, expect, test } from 'vitest'
import { brokenBoundaries } from './boundaries.ts'
import { brokenPromises, wrongSettings } from './documents.ts'
import { forbiddenWords } from './forbidden-words.ts'
import { readSources, sourceFile } from './source-files.ts'

const wrongIn = (path: string, text: string) => brokenBoundaries([sourceFile(path, text)]).filter((line) => line.startsWith(path))

describe('imports go one way', () => {
  test.each([
    ['the contract knows nobody', 'server/contract/boards.ts', `import { Problem } from '../problem.ts'`],
    ['a question bank without a disk', 'question-bank/paper.ts', `import { readFileSync } from 'node:fs'`],
    [
      'a feature does not reach into the store of another',
      'server/features/bank/bank-service.ts',
      `import type { S } from '../units/units-store.ts'`,
    ],
    ['a service does not know Fastify', 'server/features/bank/bank-service.ts', `import type { FastifyRequest } from 'fastify'`],
    ['a service does not know Redis', 'server/features/bank/bank-service.ts', `import { Redis } from 'ioredis'`],
    ['a store does not run the query builder', 'server/features/bank/bank-store.ts', `import { eq } from 'drizzle-orm'`],
    ['a browser takes types of the contract, not its schemas', 'widget/core/api.ts', `import { Receipt } from '../../server/contract/attempts.ts'`],
    ['a browser knows nothing of the server', 'console/main.tsx', `import type { Config } from '../server/config.ts'`],
    ['the widget does not borrow from the console', 'widget/ui/app.tsx', `import { Notice } from '../../console/components/notice.tsx'`],
    ['the server does not lean on tests', 'server/main.ts', `import { freePort } from '../test/helpers/free-port.ts'`],
    ['a lazy import counts too', 'widget/ui/app.tsx', `const load = () => import('../../console/app.tsx')`],
    ['an import over several lines counts too', 'widget/ui/app.tsx', `import {\n  Shell,\n} from '../../console/components/shell.tsx'`],
  ])('%s', (_rule, path, text) => {
    expect(wrongIn(path, text)).toHaveLength(1)
  })

  test.each([
    ['the service of another feature', 'server/features/bank/bank-service.ts', `import type { U } from '../units/units-service.ts'`],
    ['types of the contract in a browser', 'widget/core/api.ts', `import type { Receipt } from '../../server/contract/attempts.ts'`],
    ['the names that both sides say alike', 'console/board/socket-line.ts', `import { socketPath } from '../../server/contract/events.ts'`],
  ])('allowed: %s', (_rule, path, text) => {
    expect(wrongIn(path, text)).toEqual([])
  })

  test('the tree holds to it', () => {
    expect(brokenBoundaries(readSources())).toEqual([])
  })
})

describe('time, randomness and the environment come from one place', () => {
  test.each([
    ['server/features/bank/bank-service.ts', 'const now = Date.now()'],
    ['question-bank/paper.ts', 'const order = Math.random()'],
    ['server/app.ts', 'const port = process.env.PORT'],
  ])('%s may not say: %s', (path, text) => {
    expect(forbiddenWords([sourceFile(path, text)])).toHaveLength(1)
  })

  test('the tree holds to it', () => {
    expect(forbiddenWords(readSources())).toEqual([])
  })
})

describe('documents say what is', () => {
  test('a setting that the README forgets, misquotes or invents is found', () => {
    const wrong = wrongSettings('| `PORT` | `80` | Port |\n| `COLOUR` | empty | none |')
    expect(wrong).toContain('README.md: PORT has the default `8080`, the table says `80`')
    expect(wrong).toContain('README.md: REDIS_URL has the default empty, the table says nothing')
    expect(wrong).toContain('README.md: COLOUR is no setting')
  })

  test('every setting, script and file they name exists', () => {
    expect(brokenPromises()).toEqual([])
  })
})
