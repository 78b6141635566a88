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
    ['HOST', '256.1.1.1'],
    ['HOST', 'http://here'],
    ['TRUSTED_PROXIES', 'foo'],
    ['TRUSTED_PROXIES', '10.0.0.1, 10.0.0.0/33'],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_URL', 'example.vn/path'],
  ])('refuses %s=%s with a sentence that names it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is "${value}", but should be: `)
  })

  test.each([
    ['DATABASE_URL', 'mysql://hoithi:a-password@here'],
    ['DATABASE_DIRECT_URL', 'a-password'],
    ['REDIS_URL', 'http://:a-password@here'],
    ['SECRET_KEY', 'a-password'],
    ['SECRET_KEY_OLD', 'a-password'],
    ['METRICS_TOKEN', 'a-password'],
  ])('refuses %s without repeating what may hold a secret', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name} is not right, but should be: `)
    expect(() => readConfig({ [name]: value })).not.toThrow(/a-password|mysql|http/)
  })

  test.each([
    ['HOST', 'localhost'],
    ['HOST', '::1'],
    ['HOST', 'hoithi.example.vn'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, 192.168.1.7,fd00::/8, loopback'],
  ])('takes %s=%s', (name, value) => {
    expect(readConfig({ [name]: value })).toMatchObject({ [name]: value })
  })

  test('gives every bad value its own sentence', () => {
    expect(() => readConfig({ PORT: 'x', DEMO: 'y' })).toThrow(/PORT is "x".*\nDEMO is "y"/)
  })
})
