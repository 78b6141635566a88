import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'

export type Letter = { messageId: string; to: string; subject: string; text: string }
/** Hands a letter to the mail server; resolves once that has taken it. */
export type SmtpSender = { send(letter: Letter): Promise<void>; check(): Promise<void> }

/** The mail server has refused for good: no repeat will help. */
/** Not now; the text is for the operator and names no address of a person. */
export class LetterDelayed extends Error {}

export class LetterRefused extends Error {}

const patience = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/** Undefined where no mail server is configured: what would be sent is then shown to the administrator. */
export function createSmtpSender({ SMTP_URL, MAIL_FROM }: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>): SmtpSender | undefined {
  if (SMTP_URL === '') return undefined
  const { username, hostname } = new URL(SMTP_URL)
  // a password does not travel in the clear, except inside the machine
  const mustEncrypt = username !== '' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const transport = createTransport({
    url: SMTP_URL,
    ...patience,
    ...(mustEncrypt ? { requireTLS: true } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ messageId, to, subject, text }) {
      const domain = MAIL_FROM.replace(/^.*@|>.*$/g, '')
      const headers = { 'Auto-Submitted': 'auto-generated' }
      try {
        await transport.sendMail({ from: MAIL_FROM, to: { name: '', address: to }, subject, text, messageId: `<${messageId}@${domain}>`, headers })
      } catch (error) {
        const { responseCode = 0, command = '' } = error as { responseCode?: number; command?: string }
        // about who receives it or what it says; about log-in, TLS or the sender it is the operator's to mend, and the letter waits for that
        if (responseCode >= 500 && /^(RCPT TO|DATA)/.test(command)) throw new LetterRefused(`refused with ${responseCode}`)
        throw error
      }
    },
    async check() {
      await transport.verify()
    },
  }
}
