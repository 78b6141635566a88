import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { inject, onTestFinished } from 'vitest'

const template = 'hoithi_template'

export async function createTemplate(serverUrl: string, migrate: (url: string) => Promise<unknown>): Promise<void> {
  await asOwner(serverUrl, (sql) => sql.unsafe(`create database ${template}`))
  await migrate(databaseUrl(serverUrl, template))
}

/** A migrated database of its own, copied from the template, dropped when the test is over. */
export async function freshDatabase(dropWhen: (drop: () => Promise<void>) => void = onTestFinished): Promise<string> {
  const url = await copyOf(template, dropWhen)
  // the template is as old as the run: that is no outage, after which nothing would be closed for a while
  await asOwner(url, (sql) => sql.unsafe('update service_state set last_alive_at = now()'))
  return url
}

/** One without anything in it. */
export function emptyDatabase(dropWhen: (drop: () => Promise<void>) => void = onTestFinished): Promise<string> {
  return copyOf('template0', dropWhen)
}

async function copyOf(origin: string, dropWhen: (drop: () => Promise<void>) => void): Promise<string> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asOwner(serverUrl, (sql) => sql.unsafe(`create database ${name} template ${origin}`))
  dropWhen(() => asOwner(serverUrl, (sql) => sql.unsafe(`drop database ${name} with (force)`)))
  return databaseUrl(serverUrl, name)
}

export function databaseUrl(serverUrl: string, name: string): string {
  return new URL(`/${name}`, serverUrl).href
}

async function asOwner(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}
