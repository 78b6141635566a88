import { randomUUID } from 'node:crypto'
import type { Action } from '../../server/contract/access.ts'
import type { AccountView, CreatedAccount, CreatedApiKey } from '../../server/contract/accounts.ts'
import type { PortalView } from '../../server/contract/portals.ts'
import type { CreatedWebhook } from '../../server/contract/webhooks.ts'
import { keyActions } from '../../server/features/access/key-actions.ts'
import type { SubjectKind } from '../../server/plugins/guards.ts'
import { type Answer, aParticipant, call } from '../helpers/participant.ts'
import { type Schema, sampleFor } from '../helpers/sample-for-schema.ts'
import { logInAs, type Staff } from '../helpers/staff.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../helpers/test-app.ts'
import { seedContest, type TestContest } from '../helpers/test-contest.ts'

export type Operation = {
  method: string
  path: string
  action: Action | 'self'
  subject: SubjectKind | 'self'
  body: Schema | undefined
  query: string
  isForKeys: boolean
}
export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer<unknown>>
/** A draft lies outside too: what of an announced contest other branches may know, of a draft they may not. */
export type Place = 'inside' | 'outside' | 'draft' | 'nowhere'
type Things = {
  slug: string
  roundId: number
  unitId: number
  accountId: number
  grantId: number
  sessionId: number
  keyId: number
  portalId: number
  webhookId: number
  secretId: string
  contestantId: string
  attemptId: string
}
export type ProbeStage = Awaited<ReturnType<typeof openProbeStage>>

/** Stands in the name of whatever lies outside: nobody inside may ever read it. */
export const secretMark = 'Bí mật ngoài'

type Described = {
  'x-action'?: Action | 'self'
  'x-subject'?: SubjectKind | 'self'
  security: Record<string, unknown>[]
  parameters?: { in: string; name: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** The same things twice, in two communes of one province, and nothing under a third set of names. */
export async function openProbeStage(closeWhen?: (close: () => Promise<void>) => void, options: TestAppOptions = {}) {
  const running = await startTestApp({ ...options, environment: { TRUSTED_PROXIES: 'loopback' } }, closeWhen)
  const contests = {
    inside: await seedContest(running, { slug: 'cuoc-thi-trong' }),
    outside: await seedContest(running, { slug: 'cuoc-thi-ngoai' }),
    draft: await seedContest(running, { slug: 'cuoc-thi-nhap' }),
  }
  const { unitIds } = contests.inside
  const { sql } = running.database
  await sql`update contests set unit_id = ${unitIds.X1 as number} where slug = 'cuoc-thi-trong'`
  await sql`update contests set unit_id = ${unitIds.X2 as number}, title = ${secretMark} where slug = 'cuoc-thi-ngoai'`
  await sql`
    update contests set unit_id = ${unitIds.X2 as number}, title = ${secretMark}, settings = settings || '{"announcedAt": null}' where slug = 'cuoc-thi-nhap'`
  const owner = await logInAs(running, 'owner')
  const inside = await things(running, owner, contests.inside, { unitId: unitIds.X1 as number, below: unitIds.C1 as number, name: 'Trong nhà' })
  const outside = await things(running, owner, contests.outside, { unitId: unitIds.X2 as number, below: unitIds.C3 as number, name: secretMark })
  const draft = { ...outside, slug: contests.draft.slug, roundId: contests.draft.roundId }
  const none = 2_000_000_000
  const nowhere: Things = {
    slug: 'khong-co-cuoc-thi',
    roundId: outside.roundId,
    unitId: none,
    accountId: none,
    grantId: outside.grantId,
    sessionId: none,
    keyId: none,
    portalId: none,
    webhookId: none,
    secretId: outside.secretId,
    contestantId: randomUUID(),
    attemptId: randomUUID(),
  }
  return { ...running, owner, unitIds, things: { inside, outside, draft, nowhere }, operations: await operationsOf(running.origin) }
}

async function things(
  running: TestApp,
  owner: Staff,
  contest: TestContest,
  { unitId, below, name }: { unitId: number; below: number; name: string },
): Promise<Things> {
  const made = async <Body>(path: string, body: unknown): Promise<Body> => {
    const answer = await owner.ask<Body>('POST', path, body)
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const { device, start } = await aParticipant(running.origin, contest, { fullName: name, unitId: below })
  const { attemptId } = (await start()).body
  const [person] = await running.database.sql<{ id: string }[]>`select id from contestants where device = ${device}`
  const username = `nguoi-${unitId}`
  const { account } = await made<CreatedAccount>('/accounts', { username, displayName: name, grants: [{ role: 'reviewer', unitId: below }] })
  const { key } = await made<CreatedApiKey>('/keys', { name, actions: ['contest.read'], unitId: below, expiresInDays: 9 })
  const portal = await made<PortalView>('/portals', { code: `cong-${unitId}`, name, unitId: below, origins: [`https://cong-${unitId}.vn`] })
  const hook = await made<CreatedWebhook>(`/contests/${contest.slug}/webhooks`, { name, url: 'https://nhan.example.vn/', events: ['sealed'] })
  const { grants } = (await owner.ask<AccountView>('GET', `/accounts/${account.id}`)).body
  const [grantId, keyId, portalId] = [grants[0]?.id ?? 0, key.id, portal.id]
  return {
    slug: contest.slug,
    roundId: contest.roundId,
    unitId: below,
    accountId: account.id,
    grantId,
    sessionId: 1,
    keyId,
    portalId,
    webhookId: hook.webhook.id,
    secretId: 'a',
    contestantId: person?.id ?? '',
    attemptId,
  }
}

let addresses = 0
/** Each request from an address of its own: what slows down many from one address is not what is looked at here. */
function elsewhere(): { 'x-forwarded-for': string } {
  addresses += 1
  return { 'x-forwarded-for': `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}` }
}

export function asking(origin: string, headers: Record<string, string>): Ask {
  return async (method, path, body) => {
    const response = await fetch(`${origin}/api/v1/staff${path}`, {
      method,
      headers: { ...headers, ...elsewhere(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    // files are answered too
    const answered = isJson ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, body: answered, problem: answered }
  }
}

/** A key of another system with everything a key can hold, over one commune; a new one whenever the old one has asked enough. */
export function aFullKey({ origin, owner, unitIds }: Pick<ProbeStage, 'origin' | 'owner' | 'unitIds'>): Ask {
  const key = { name: 'Cổng xã', actions: keyActions, unitId: unitIds.X1, expiresInDays: 9 }
  let ask: Promise<Ask> | undefined
  let count = 0
  return async (method, path, body) => {
    if (count % 100 === 0)
      ask = owner.ask<CreatedApiKey>('POST', '/keys', key).then(({ body: { secret } }) => asking(origin, { authorization: `Bearer ${secret}` }))
    count += 1
    return (await (ask as Promise<Ask>))(method, path, body)
  }
}

/** Every route of the staff, as the API description tells it. */
async function operationsOf(origin: string): Promise<Operation[]> {
  const { body } = await call<{ paths: Record<string, Record<string, Described>> }>(origin, 'GET', '/openapi.json')
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, described]) => {
      const { 'x-action': action, 'x-subject': subject, security, parameters = [], requestBody } = described
      if (!action || !subject) return []
      const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
      const query = new URLSearchParams(required.map(({ name, schema }) => [name, String(sampleFor(schema))])).toString()
      return [
        {
          method: method.toUpperCase(),
          path: path.replace('/api/v1/staff', ''),
          action,
          subject,
          query: query === '' ? '' : `?${query}`,
          body: requestBody?.content['application/json']?.schema,
          isForKeys: security.some((one) => 'key' in one),
        },
      ]
    }),
  )
}

/** What stands for each parameter of an address, by the word before it. A new one must be told here what it names. */
const placeholders: Record<string, (things: Things) => string | number> = {
  'accounts/{accountId}': ({ accountId }) => accountId,
  'grants/{grantId}': ({ grantId }) => grantId,
  'sessions/{sessionId}': ({ sessionId }) => sessionId,
  'role-rules/{role}': () => 'support',
  'keys/{keyId}': ({ keyId }) => keyId,
  'members/{list}': () => 'entitled',
  'consents/{consentId}': () => 'registration',
  'people/{contestantId}': ({ contestantId }) => contestantId,
  'contests/{slug}': ({ slug }) => slug,
  'rounds/{roundId}': ({ roundId }) => roundId,
  'attempts/{attemptId}': ({ attemptId }) => attemptId,
  'units/{unitId}': ({ unitId }) => unitId,
  'portals/{portalId}': ({ portalId }) => portalId,
  'webhooks/{webhookId}': ({ webhookId }) => webhookId,
  'secrets/{keyId}': ({ secretId }) => secretId,
  // these belong to the whole installation: which one it is decides nothing
  'questions/{questionId}': () => randomUUID(),
  'revisions/{revisionId}': () => randomUUID(),
  'imports/{importId}': () => randomUUID(),
  'prints/{printId}': () => randomUUID(),
  'topics/{topicId}': () => 1,
  'items/{position}': () => 0,
  'attachments/{digest}': () => 'a'.repeat(64),
  'acts/{number}': () => 1,
  'audit/{seq}': () => 1,
  'jobs/{jobKind}': () => 'rescore',
  'impacts/{impactId}': () => randomUUID(),
  'seals/{sealNumber}': () => 1,
  'amendments/{keyNumber}': () => 1,
  'races/{raceId}': () => 'khong-co',
  'contestants/{contestantId}': ({ contestantId }) => contestantId,
  'essays/{code}': () => '0123456789ABCDEF',
}

export function addressOf({ path, query }: Operation, things: Things): string {
  const filled = path.replace(/([^/]+)\/(\{\w+\})/g, (_, word: string, parameter: string) => {
    const value = placeholders[`${word}/${parameter}`]
    if (!value) throw new Error(`${path}: nothing is known for ${word}/${parameter}; tell probe-stage.ts what it names`)
    return `${word}/${value(things)}`
  })
  return `${filled}${query}`
}

/** A body that the schema takes; where it names a unit, the one of the things. */
export function bodyFor({ body }: Operation, things: Things): unknown {
  if (!body) return undefined
  const sample = sampleFor(body)
  const { unitId, role } = body.properties ?? {}
  return unitId || role ? { ...(sample as object), ...(unitId ? { unitId: things.unitId } : {}), ...(role ? { role: 'reviewer' } : {}) } : sample
}
