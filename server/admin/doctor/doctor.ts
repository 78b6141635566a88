import { sentenceFor } from '../../boot/sentence-for.ts'
import { textsIn } from '../../i18n/texts-in.ts'
import { withDatabase } from '../admin-database.ts'
import { type Command, type CommandContext, CommandRefused } from '../command.ts'
import { examineDatabase } from './examine-database.ts'
import { examineGateway } from './examine-gateway.ts'
import { examineJobs } from './examine-jobs.ts'
import { examineKeeping } from './examine-keeping.ts'
import { examineDisk } from './examine-machine.ts'
import { examineMail } from './examine-mail.ts'
import { examineRedis } from './examine-redis.ts'
import { examineSettings } from './examine-settings.ts'
import { type Finding, finding } from './finding.ts'

/** Looks at everything that an installation stands on; ends with 1 when something is bad. */
export const doctorCommand: Command = {
  name: 'doctor',
  usage: '[--json]',
  options: { json: { type: 'boolean' } },
  positionals: 0,
  async run(context) {
    const { config, language, values, say } = context
    const texts = textsIn(language).doctor
    const [database, redis, mail, gateway] = await Promise.all([
      aboutDatabase(context),
      examineRedis(config),
      examineMail(config),
      examineGateway(config),
    ])
    const findings = [...examineSettings(config), ...examineDisk(config), ...database, ...redis, ...mail, ...gateway]
    const lines = findings.map(({ level, code, say: told }) => ({ level, code, text: told(texts) }))
    if (values.json === true) say(JSON.stringify(lines))
    else for (const { level, text } of lines) say(`${level.padEnd(5)} ${text}`)
    return findings.some(({ level }) => level === 'bad') ? 1 : 0
  },
}

/** A database that cannot be reached is a finding like any other. */
async function aboutDatabase({ config, texts }: CommandContext): Promise<Finding[]> {
  try {
    return await withDatabase(config, texts, { anySchema: true }, async (opened) => {
      const examined = { config, opened, nowMs: Date.now() }
      return [...(await examineDatabase(examined)), ...(await examineKeeping(examined)), ...(await examineJobs(examined))]
    })
  } catch (error) {
    return [finding('bad', 'databaseAway', { reason: error instanceof CommandRefused ? error.message : reasonOf(error) })]
  }
}

function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string }
  return code === undefined ? sentenceFor(error) : message || code
}
