import type { Config } from '../../config.ts'
import { createSmtpSender } from '../../mail/smtp-sender.ts'
import { type Finding, finding } from './finding.ts'

/** Whether the mail server is there and lets us in. Nothing is sent. */
export async function examineMail(config: Config): Promise<Finding[]> {
  const sender = createSmtpSender(config)
  if (!sender) return [finding('warn', 'noMail', {})]
  const { host } = new URL(config.SMTP_URL)
  try {
    await sender.check()
    return [finding('ok', 'mail', { host })]
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return [code === 'EAUTH' ? finding('bad', 'mailRefuses', { host }) : finding('bad', 'mailAway', { host, reason: message.split('\n')[0] ?? '' })]
  }
}
