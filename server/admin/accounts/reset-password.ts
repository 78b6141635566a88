import { foldLogin } from '../../features/accounts/login-names.ts'
import { operatorOf, withDatabase } from '../admin-database.ts'
import { type Command, CommandRefused } from '../command.ts'
import { adminAccounts } from './admin-accounts.ts'

/** A way back in for somebody whom nobody else can help: a one-time link, shown here. */
export const resetPasswordCommand: Command = {
  name: 'reset-password',
  usage: 'USERNAME [--drop-second-factor]',
  options: { 'drop-second-factor': { type: 'boolean' } },
  positionals: 1,
  async run(context) {
    const {
      config,
      texts,
      values,
      positionals: [typed = ''],
      say,
    } = context
    await withDatabase(config, texts, {}, async (opened) => {
      const { store, links } = adminAccounts(context, opened)
      const found = await store.findByUsername(foldLogin(typed))
      if (!found) throw new CommandRefused(texts.usernameUnknown(typed))
      if (found.disabledAt !== null) throw new CommandRefused(texts.accountDisabled(typed))
      const subject = { accountId: found.id }
      const made = await store.alter(await operatorOf(opened.database), found.id, async (account, steps) => {
        const { link } = await links.make(steps, account, null)
        const isDropped = values['drop-second-factor'] === true && account.hasSecondFactor
        if (isDropped) {
          await steps.dropSecondFactor()
          await steps.endSessions()
        }
        return {
          result: link,
          acts: [
            { act: 'account.link' as const, subject, after: { isSent: false } },
            ...(isDropped ? [{ act: 'second-factor.remove' as const, subject, after: { how: 'by another' } }] : []),
          ],
        }
      })
      say(texts.linkMade(typed))
      say(made ?? '')
    })
    return 0
  },
}
