import { describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'

describe('the configuration', () => {
  test('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({ PORT: 8080, PORTAL_PORT: 8090, DATABASE_URL: '', REDIS_URL: '', DATA_DIR: '.data', DEMO: 'auto' })
  })

  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['DEMO', 'maybe'],
    ['DATABASE_URL', 'mysql://x'],
    ['REDIS_URL', 'http://x'],
    ['SECRET_KEY', 'short'],
    ['METRICS_TOKEN', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_URL', 'example.vn/path'],
  ])('refuses %s=%s with a sentence that names it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is "${value}", but should be: `)
  })

  test('gives every bad value its own sentence', () => {
    expect(() => readConfig({ PORT: 'x', DEMO: 'y' })).toThrow(/PORT is "x".*\nDEMO is "y"/)
  })
})
