import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { headMessage, privateKeyFrom } from '../../server/audit-verifier/signed-head.ts'
import type { Verdict } from '../../server/audit-verifier/verify-chain.ts'
import { runAdmin } from '../operator/run-admin.ts'
import { type ChainStage, minuteMs, openChainStage, openSignedChain } from './chain-stage.ts'

async function verify({ environment }: Pick<ChainStage, 'environment'>, ...words: string[]): Promise<Verdict & { code: number }> {
  const { code, out, err } = await runAdmin(['verify-audit', '--json', ...words], environment)
  if (out === '') throw new Error(err)
  return { ...(JSON.parse(out) as Verdict), code }
}

const isForgedBy = (stage: ChainStage, seq: number, signed: { hash: string; keyId: string; signature: string }) =>
  stage.meddle(`update audit_heads set hash = decode('${signed.hash}', 'hex'), key_id = '${signed.keyId}',
    signature = decode('${signed.signature}', 'hex') where seq = ${seq}`)

test('a log that nobody touched is whole, signed to its end, and the command ends with 0', async () => {
  const stage = await openSignedChain()
  expect(await verify(stage)).toMatchObject({ code: 0, entries: 41, heads: 2, signedUntil: 41, faults: [] })
})

type Tampering = [what: string, does: (stage: ChainStage) => Promise<unknown>, found: object[]]

const tamperings: Tampering[] = [
  [
    'one byte in an entry',
    (stage) => stage.meddle(`update audit_log set entry = replace(entry, 'Chủ đề 9', 'Chủ đề 8') where seq = 10`),
    [{ kind: 'hash', from: 10, to: 10 }],
  ],
  ['a hash', (stage) => stage.meddle(`update audit_log set hash = sha256('x') where seq = 12`), [{ kind: 'hash', from: 12, to: 12 }]],
  [
    'two entries that changed places',
    (stage) =>
      stage.meddle(`update audit_log a set (entry, hash, at, subject) = (select b.entry, b.hash, b.at, b.subject from audit_log b where b.seq = 11 - a.seq)
        where seq in (5, 6)`),
    [
      { kind: 'hash', from: 5, to: 5 },
      { kind: 'hash', from: 6, to: 6 },
      { kind: 'hash', from: 7, to: 7 },
    ],
  ],
  ['an entry taken out', (stage) => stage.meddle('delete from audit_log where seq = 8'), [{ kind: 'missing', from: 8, to: 8 }]],
  [
    'the tail cut off, and the end of the chain moved back',
    (stage) =>
      stage.meddle(`delete from audit_log where seq > 30; delete from audit_heads where seq > 30;
        update audit_head set (seq, hash) = (select seq, hash from audit_log where seq = 30)`),
    [{ kind: 'cut', from: 31, to: 41 }],
  ],
  [
    'the tail cut off, and the end of the chain forgotten',
    (stage) => stage.meddle('delete from audit_log where seq > 30'),
    [
      { kind: 'head-row', from: 41, to: 30 },
      { kind: 'cut', from: 31, to: 41 },
    ],
  ],
  [
    'everything gone',
    (stage) => stage.meddle(`delete from audit_log; delete from audit_heads; update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex')`),
    [
      { kind: 'cut', from: 1, to: 21 },
      { kind: 'cut', from: 1, to: 41 },
    ],
  ],
  [
    'a consistent rewrite from an entry on, all hashes anew',
    (stage) => stage.rewriteFrom(27, (entry) => entry.replace('binh', 'chau')),
    [{ kind: 'rewritten', from: 22, to: 41 }],
  ],
  [
    'a consistent rewrite with the signatures taken out of the database',
    async (stage) => {
      await stage.rewriteFrom(27, (entry) => entry.replace('binh', 'chau'))
      await stage.meddle('delete from audit_heads')
    },
    [{ kind: 'rewritten', from: 22, to: 41 }],
  ],
  [
    'only a column for searching',
    (stage) => stage.meddle(`update audit_log set subject = '{"topicId": 99}' where seq = 14`),
    [{ kind: 'columns', from: 14, to: 14, what: 'subject' }],
  ],
  [
    'the actor of the columns',
    (stage) => stage.meddle(`update audit_log set actor_id = '8' where seq = 15`),
    [{ kind: 'columns', from: 15, what: 'actorId' }],
  ],
  [
    'what it says of a person put in place of nothing',
    (stage) => stage.meddle(`update audit_log set personal = 'x' where seq = 16`),
    [{ kind: 'columns', from: 16, what: 'hasPersonal' }],
  ],
  [
    'a head signed with another key',
    async (stage) => {
      const stranger = privateKeyFrom(Buffer.alloc(32, 9))
      const [head] = await stage.store.newestHeads(1)
      if (!head) throw new Error('no head')
      const hash = 'ab'.repeat(32)
      await isForgedBy(stage, 41, { hash, keyId: stranger.keyId, signature: stranger.sign(headMessage({ ...head, hash, keyId: stranger.keyId })) })
    },
    [{ kind: 'unknown-key', from: 41, to: 41 }],
  ],
  [
    'a head signed with another key that calls itself ours',
    async (stage) => {
      const stranger = privateKeyFrom(Buffer.alloc(32, 9))
      const [head] = await stage.store.newestHeads(1)
      if (!head) throw new Error('no head')
      await isForgedBy(stage, 41, { ...head, signature: stranger.sign(headMessage(head)) })
    },
    [{ kind: 'forged-head', from: 41, to: 41 }],
  ],
]

describe('whoever has every right over the database is found, and where', () => {
  test.each(tamperings)('%s', async (_what, does, found) => {
    const stage = await openSignedChain()
    await does(stage)
    const verdict = await verify(stage)
    expect(verdict.faults).toHaveLength(found.length)
    expect(verdict.faults).toEqual(expect.arrayContaining(found.map((fault) => expect.objectContaining(fault))))
    expect(verdict.code).toBe(1)
  })

  test('time that runs backwards, in a chain that is otherwise right', async () => {
    const stage = await openSignedChain()
    stage.clock.moveTo(stage.clock.now() - 100 * minuteMs)
    await stage.act(1)
    expect((await verify(stage)).faults).toEqual([expect.objectContaining({ kind: 'time', from: 42 })])
  })

  test('an entry slipped in before a signature, dated after it', async () => {
    const stage = await openChainStage()
    await stage.act(5)
    await stage.sign()
    stage.clock.moveTo(stage.clock.now() + 100 * minuteMs)
    await stage.act(1)
    stage.clock.moveTo(stage.clock.now() - 100 * minuteMs)
    await stage.signer().signHead()
    await stage.signer().keepOutside()
    expect((await verify(stage)).faults).toEqual([expect.objectContaining({ kind: 'time', from: 7 })])
  })

  test('the sentences say it in both languages', async () => {
    const stage = await openSignedChain()
    await stage.meddle('delete from audit_log where seq = 8')
    const english = await runAdmin(['verify-audit'], stage.environment)
    expect(english.out).toContain('Entry 8: missing.')
    const vietnamese = await runAdmin(['verify-audit', '--lang', 'vi'], stage.environment)
    expect(vietnamese.out).toContain('Mục 8: bị thiếu.')
  })
})

describe('signing', () => {
  test('once an hour at most, by one of many processes, and never when nothing was done', async () => {
    const stage = await openChainStage()
    await stage.sign()
    expect(await stage.store.newestHeads(9)).toEqual([])
    await stage.act(3)
    await Promise.all(Array.from({ length: 4 }, () => stage.signer().sign()))
    expect(await stage.store.newestHeads(9)).toHaveLength(1)
    await stage.act(1)
    await stage.signer().sign()
    expect(await stage.store.newestHeads(9)).toHaveLength(1)
    await stage.sign()
    expect(await stage.store.newestHeads(9)).toHaveLength(2)
    await stage.sign()
    expect(await stage.store.newestHeads(9)).toHaveLength(2)
  })

  test('every process keeps every head, also those that another one signed and that came while it was away', async () => {
    const stage = await openSignedChain()
    rmSync(stage.headsFile.path)
    await stage.signer().keepOutside()
    expect(readFileSync(stage.headsFile.path, 'utf8').trim().split('\n')).toHaveLength(2)
  })

  test('a line cut short by a full disk costs nothing but itself', async () => {
    const stage = await openSignedChain()
    writeFileSync(stage.headsFile.path, readFileSync(stage.headsFile.path, 'utf8').slice(0, -30))
    await stage.signer().keepOutside()
    expect(await verify(stage)).toMatchObject({ code: 0, heads: 2 })
  })

  test('a forged head in the database is neither believed nor kept, and does not hold up the next signature', async () => {
    const stage = await openSignedChain()
    await stage.sql`insert into audit_heads values (900, ${Buffer.alloc(32)}, '2030-01-01', 'nobody', ${Buffer.alloc(64)})`
    await stage.act(1)
    await stage.sign()
    expect(readFileSync(stage.headsFile.path, 'utf8')).not.toContain('nobody')
    expect((await stage.store.newestHeads(9)).map(({ seq }) => seq)).toContain(42)
  })

  test('after a change of SECRET_KEY the new key vouches for the old one, also when the old secret is gone', async () => {
    const [old, present] = ['an-old-secret-of-at-least-thirty-two-characters', 'a-new-secret-of-at-least-thirty-two-characters']
    const stage = await openChainStage()
    await stage.act(3)
    await stage.sign(stage.signer(old, ''))
    await stage.act(3)
    await stage.sign(stage.signer(present, old))
    const environment = { ...stage.environment, SECRET_KEY: present, SECRET_KEY_OLD: '' }
    expect(await verify({ environment })).toMatchObject({ code: 0, heads: 2 })
    // the old key is good for what it signed then, not for anything new
    await stage.act(1)
    await stage.sign(stage.signer(old, ''))
    expect((await verify({ environment })).faults).toEqual([expect.objectContaining({ kind: 'forged-head' })])
  })

  test('without the old secret at the change, an old public key that somebody wrote down does', async () => {
    const old = 'an-old-secret-of-at-least-thirty-two-characters'
    const stage = await openChainStage()
    await stage.act(3)
    await stage.sign(stage.signer(old, ''))
    expect((await verify(stage)).faults).toEqual([expect.objectContaining({ kind: 'unknown-key' })])
    const { out: key } = await runAdmin(['audit-key'], { ...stage.environment, SECRET_KEY: old })
    expect(await verify(stage, '--key', key)).toMatchObject({ code: 0, heads: 1 })
  })
})

describe('an export', () => {
  async function exported(stage: ChainStage): Promise<string> {
    const file = join(stage.dataDir, 'export.jsonl')
    expect(await runAdmin(['export-audit', file], stage.environment)).toMatchObject({ code: 0 })
    return file
  }

  test('is verified with Node and one folder, without database, secret or any package', async () => {
    const stage = await openSignedChain()
    const file = await exported(stage)
    const { out: key } = await runAdmin(['audit-key'], stage.environment)
    const away = mkdtempSync(join(tmpdir(), 'hoithi-away-'))
    onTestFinished(() => rmSync(away, { recursive: true }))
    cpSync('server/audit-verifier', away, { recursive: true })
    const judge = (...words: string[]) =>
      spawnSync(process.execPath, [join(away, 'verify.ts'), file, ...words, '--lang', 'en'], { cwd: away, encoding: 'utf8', env: {} })
    const whole = judge('--key', key, '--heads', stage.headsFile.path)
    expect([whole.stdout, whole.stderr, whole.status]).toEqual([expect.stringContaining('The chain is whole.'), '', 0])
    expect(judge().stdout).toContain('The public key was taken from this very file')
    writeFileSync(file, readFileSync(file, 'utf8').replace('Chủ đề 4', 'Chủ đề 5'))
    const changed = judge('--key', key)
    expect([changed.stdout, changed.status]).toEqual([expect.stringContaining('Entry 5: it does not fit its hash'), 1])
  })

  test.each([
    ['its last lines cut', (text: string) => text.split('\n').slice(0, 30).join('\n'), { kind: 'cut', from: 30, to: 41 }],
    ['a line taken out', (text: string) => text.split('\n').toSpliced(7, 1).join('\n'), { kind: 'missing', from: 7, to: 7 }],
    ['a damaged line', (text: string) => text.replace('{"seq":9,', '{"seq":9;'), { kind: 'unreadable', from: 9, to: 9 }],
  ])('%s: found', async (_what, change, fault) => {
    const stage = await openSignedChain()
    const file = await exported(stage)
    writeFileSync(file, change(readFileSync(file, 'utf8')))
    const verdict = await verify(stage, '--file', file)
    expect(verdict.faults).toContainEqual(fault)
    expect(verdict.code).toBe(1)
  })

  test('what is none is told in a sentence, and no file is written over', async () => {
    const stage = await openSignedChain()
    const file = await exported(stage)
    expect(await runAdmin(['export-audit', file], stage.environment)).toEqual({
      code: 1,
      out: '',
      err: `The file ${file} is there already: choose another name.`,
    })
    expect(await runAdmin(['verify-audit', '--file', 'package.json'], stage.environment)).toMatchObject({
      code: 1,
      err: 'package.json is no export of an audit log.',
    })
  })
})
