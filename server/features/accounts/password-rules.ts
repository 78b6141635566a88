import { isGuessable, wordsOf } from './guessable.ts'

/** NIST SP 800-63B rev. 4: fifteen where the password is all there is, eight beside a second factor. No rules of composition. */
export const shortestAlone = 15
export const shortestWithSecondFactor = 8

export type PasswordFault = 'PASSWORD_TOO_SHORT' | 'PASSWORD_KNOWN'

type Asked = { password: string; hasSecondFactor: boolean; account: { username: string; email: string | null; displayName: string } }

/** What is wrong with a new password; undefined: it may be used. */
export async function faultOf({ password, hasSecondFactor, account }: Asked): Promise<PasswordFault | undefined> {
  if (lengthOf(password) < (hasSecondFactor ? shortestWithSecondFactor : shortestAlone)) return 'PASSWORD_TOO_SHORT'
  // fifty thousand passwords that leaked most often; loaded when somebody sets one, three megabytes
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const ownWords = wordsOf([account.username, account.email ?? '', account.displayName])
  return isGuessable(password, dictionary['passwords-common'], ownWords) ? 'PASSWORD_KNOWN' : undefined
}

/** Counted as a person counts: a letter with its marks is one. */
export function lengthOf(password: string): number {
  return [...password.normalize('NFC')].length
}
