import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { freePort } from './free-port.ts'

export type ReceivedMail = { from: string; to: string; login: string | undefined; headers: Record<string, string>; text: string }

/** What the server answers to a command instead of taking it; undefined: it takes it. */
type Mood = (verb: string, line: string) => string | undefined

/** A small real mail server on loopback: it speaks SMTP, takes letters, and can be told to refuse. */
export async function startSmtpServer({ host = '127.0.0.1' } = {}, closeWhen: (close: () => Promise<void>) => void = onTestFinished) {
  const port = await freePort()
  const received: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  let mood: Mood = () => undefined
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(
      socket,
      (mail) => received.push(mail),
      (verb, line) => mood(verb, line),
    )
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  closeWhen(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `smtp://${host}:${port}`,
    received,
    sentTo: (address: string) => received.filter((mail) => mail.to === address),
    behave(next: Mood) {
      mood = next
    },
  }
}

function converse(socket: Socket, take: (mail: ReceivedMail) => void, mood: Mood): void {
  let rest = ''
  let letter: string[] | undefined
  let envelope = { from: '', to: '', login: undefined as string | undefined }
  socket.write('220 test.localhost ready\r\n')
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const reply = letter ? hearLetter(line, letter) : hearCommand(line)
      if (reply !== undefined) socket.write(`${reply}\r\n`)
    }
  })

  function hearLetter(line: string, lines: string[]): string | undefined {
    if (line !== '.') {
      lines.push(line.startsWith('..') ? line.slice(1) : line)
      return undefined
    }
    letter = undefined
    const refusal = mood('LETTER', line)
    if (!refusal) take({ ...envelope, ...readLetter(lines) })
    return refusal ?? '250 taken'
  }

  function hearCommand(line: string): string {
    const verb = (line.split(/[ :]/)[0] ?? '').toUpperCase()
    const refusal = mood(verb, line)
    if (refusal) return refusal
    const address = /<(.*?)>/.exec(line)?.[1] ?? ''
    if (verb === 'MAIL') envelope = { ...envelope, from: address }
    if (verb === 'RCPT') envelope = { ...envelope, to: address }
    if (verb === 'AUTH')
      envelope = {
        ...envelope,
        login: Buffer.from(line.split(' ')[2] ?? '', 'base64')
          .toString()
          .split('\0')[1],
      }
    if (verb === 'DATA') letter = []
    return answers[verb] ?? '250 ok'
  }
}

const answers: Record<string, string> = {
  EHLO: '250-test.localhost\r\n250-8BITMIME\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  DATA: '354 go on',
  STARTTLS: '502 not here',
  QUIT: '221 bye',
}

function readLetter(lines: readonly string[]): Pick<ReceivedMail, 'headers' | 'text'> {
  const gap = lines.indexOf('')
  const folded = lines.slice(0, gap).join('\n').replace(/\n\s+/g, ' ')
  const headers = Object.fromEntries(
    folded.split('\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 1).trim())]),
  )
  const body = lines.slice(gap + 1).join('\n')
  const encoding = headers['content-transfer-encoding']
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : encoding === 'quoted-printable' ? decodeQuoted(body) : body
  return { headers, text }
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** RFC 2047: "=?UTF-8?Q?…?=" and its base64 form. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?(.*?)\?=/gi, (_, kind: string, words: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(words, 'base64').toString() : decodeQuoted(words.replaceAll('_', ' ')),
    )
}
