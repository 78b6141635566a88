import { isUniqueViolation } from '../../database/database-errors.ts'
import { foldLogin, isUsername } from '../../features/accounts/login-names.ts'
import { operatorOf, withDatabase } from '../admin-database.ts'
import { type Command, CommandRefused, textOf } from '../command.ts'
import { adminAccounts } from './admin-accounts.ts'

/** An owner of everything, with a link by which the password is set: the first one, or one more when all others are locked out. */
export const createOwnerCommand: Command = {
  name: 'create-owner',
  usage: 'USERNAME [--name NAME]',
  options: { name: { type: 'string' } },
  positionals: 1,
  async run(context) {
    const {
      config,
      texts,
      language,
      positionals: [typed = ''],
      say,
    } = context
    const username = foldLogin(typed)
    if (!isUsername(username)) throw new CommandRefused(texts.usernameRefused(typed))
    await withDatabase(config, texts, {}, async (opened) => {
      const { store, links } = adminAccounts(context, opened)
      const displayName = textOf(context, 'name') ?? username
      const account = { username, email: null, displayName, language, passwordHash: null, grants: [{ role: 'owner' as const, unitId: null }] }
      let link: string | null = null
      try {
        await store.add(await operatorOf(opened.database), account, null, async (steps) => {
          link = (await links.make(steps, account, null)).link
        })
      } catch (error) {
        throw isUniqueViolation(error, 'accounts_username_unique') ? new CommandRefused(texts.usernameTaken(username)) : error
      }
      say(texts.ownerMade(username))
      say(link ?? '')
    })
    return 0
  },
}
