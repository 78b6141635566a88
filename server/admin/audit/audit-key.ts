import { auditKeysFor } from '../admin-keys.ts'
import type { Command } from '../command.ts'

/** What an official writes down today to be able to judge the log in years. */
export const auditKeyCommand: Command = {
  name: 'audit-key',
  usage: '',
  options: {},
  positionals: 0,
  async run({ config, texts, say }) {
    for (const { text } of auditKeysFor(config, texts).known) say(text)
    return 0
  },
}
