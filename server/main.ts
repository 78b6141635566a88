import { type Logger, pino } from 'pino'
import { buildApp } from './app.ts'
import { announce, keepLogin } from './boot/announce.ts'
import { chooseLiveState } from './boot/choose-live-state.ts'
import { createErasuresFile } from './boot/erasures-file.ts'
import { createHeadsFile } from './boot/heads-file.ts'
import { holdSecret } from './boot/hold-secret.ts'
import { openDatabase, prepareDatabase } from './boot/open-database.ts'
import { openPages } from './boot/open-pages.ts'
import { holdProcessLock } from './boot/process-lock.ts'
import { readSecret } from './boot/read-secret.ts'
import { sentenceFor } from './boot/sentence-for.ts'
import { createCorrectedClock, createSystemScheduler } from './clock.ts'
import { readConfig } from './config.ts'
import { startPortal } from './demo/portal-server.ts'
import { demoSlug, seedDemo } from './demo/seed-demo.ts'
import { createServiceStateStore } from './features/service/service-state-store.ts'
import { createIds } from './ids.ts'
import { createSecrets } from './secrets.ts'

const longestCloseMs = 9_500
const began = performance.now()
const step = (what: string) => console.log(`  ${((performance.now() - began) / 1_000).toFixed(1).padStart(4)} s  ${what}`)
/** What to let go of, the newest first. */
const opened: (() => Promise<unknown>)[] = []
let logger: Logger | undefined

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.LOG_LEVEL, base: null })
  logger = log
  const scheduler = createSystemScheduler((error) => log.error({ err: error }, 'job failed'))
  const secrets = createSecrets({ present: readSecret(config), previous: config.SECRET_KEY_OLD })
  openPages(step)

  const opening = await openDatabase(config, step)
  const { database, direct, directUrl, isEmbedded, close, stopServer } = opening
  opened.push(close)
  // before the schema is touched: who is refused has changed nothing
  const lock = await holdProcessLock({
    directUrl,
    mode: isEmbedded ? 'embedded' : config.REDIS_URL === '' ? 'without Redis' : 'shared',
    scheduler,
    onLost: (sentence) => void end(1, sentence),
  })
  // only who holds the lock may stop the server: a second start in the same folder has merely borrowed it
  opened.splice(0, 0, stopServer)
  opened.push(() => lock.release())
  await prepareDatabase(opening, step)
  await holdSecret(database, secrets)

  const live = chooseLiveState(config, log)
  opened.push(() => live.close())
  const clock = createCorrectedClock()
  await clock.measure(() => createServiceStateStore(database).databaseNow())

  step('opening the doors')
  const publicOrigin = config.PUBLIC_URL || `http://localhost:${config.PORT}`
  const isDemo = config.DEMO === 'yes' || (config.DEMO === 'auto' && isEmbedded)
  const app = await buildApp(config, {
    database,
    direct,
    live,
    clock,
    ids: createIds(),
    secrets,
    scheduler,
    logger: log,
    publicOrigin,
    headsFile: createHeadsFile(config.DATA_DIR),
    erasuresFile: createErasuresFile(config.DATA_DIR),
  })
  opened.push(() => app.close())
  const { accounts, bank, reconciler, sealUnsealed, serviceState } = app.features
  const sealed = await sealUnsealed()
  if (sealed > 0) step(`sealed the personal data of ${sealed} people`)
  const login = await accounts.createFirstOwner()
  if (login) keepLogin(config, login, step)
  if (isDemo) {
    // another origin, the same site: there a browser lets the frame keep its storage, so a reload finds the entrant again
    const portalOrigins = [`http://localhost:${config.PORTAL_PORT}`, `http://127.0.0.1:${config.PORTAL_PORT}`]
    await seedDemo({ database, bank, serviceState, clock, portalOrigins, onStep: step })
    const portal = await startPortal({ host: config.HOST, port: config.PORTAL_PORT, server: publicOrigin, contest: demoSlug })
    opened.push(() => portal.close())
  }
  await serviceState.beat(config.HOLD_MINUTES)
  await app.fastify.listen({ host: config.HOST, port: config.PORT })
  // boards can wait: whatever holds them up now, the next run is a second away
  await reconciler.run().catch((error: unknown) => log.warn({ err: error }, 'the boards are not built yet'))
  step('ready')
  console.log(
    announce(
      config,
      { publicOrigin, portalUrl: isDemo ? `http://localhost:${config.PORTAL_PORT}/` : undefined, demoSlug: isDemo ? demoSlug : undefined },
      login,
    ),
  )
}

let isEnding = false
async function end(code: number, sentence?: string): Promise<void> {
  if (isEnding) return
  isEnding = true
  if (sentence !== undefined) console.error(`\n${sentence}`)
  setTimeout(() => process.exit(1), longestCloseMs).unref()
  for (const close of opened.reverse()) await close().catch((error: unknown) => console.error(error))
  process.exit(code)
}

process.on('SIGTERM', () => void end(0))
process.on('SIGINT', () => void end(0))
await start().catch((error: unknown) => {
  logger?.debug({ err: error }, 'the start failed')
  return end(1, sentenceFor(error))
})
