import type { FrameHello, FrameMessage, LoaderConnect, LoaderMessage } from '../../server/contract/embed-messages.ts'
import type { Scheduler } from '../core/ports.ts'

export type HostWindow = { postMessage(message: unknown, targetOrigin: string): void }
type Listening = {
  addEventListener(type: 'message', listen: (event: MessageEvent) => void): void
  removeEventListener(type: 'message', listen: (event: MessageEvent) => void): void
}

type Deps = {
  page: Listening
  /** Absent on the full page, which has no host. */
  host: HostWindow | undefined
  frameId: string
  version: number
  scheduler: Scheduler
  onVisible: (isVisible: boolean) => void
  /** The portal vouches for people it has logged in. */
  onTickets: () => void
}

const firstRepeatMs = 60
const slowestRepeatMs = 2_000
const giveUpAfter = 60
const ticketPatienceMs = 8_000

/**
 * The frame may be ready before the loader listens, so it says hello until it is answered. The hello goes to any origin
 * because it carries nothing; everything else goes over the private port. A plain iframe without a loader never answers.
 */
export function createHostLink({ page, host, frameId, version, scheduler, onVisible, onTickets }: Deps) {
  let line: MessagePort | undefined
  let lastHeight: number | undefined
  let asked = 0
  const waiting = new Map<string, (ticket: string | undefined) => void>()

  const say = (message: FrameMessage) => line?.postMessage(message)

  function receive(event: MessageEvent): void {
    const [port] = event.ports ?? []
    if (event.source !== (host as unknown) || line || !port || !isConnect(event.data, frameId)) return
    line = port
    page.removeEventListener('message', receive)
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isVisibleMessage(data)) onVisible(data.isVisible)
      else if (isKind(data, 'has-tickets')) onTickets()
      else if (isKind(data, 'ticket')) answered(data)
    }
    say({ kind: 'ready', version })
    if (lastHeight !== undefined) say({ kind: 'height', px: lastHeight })
  }

  function answered({ id, ticket }: Partial<Extract<LoaderMessage, { kind: 'ticket' }>>): void {
    waiting.get(String(id))?.(typeof ticket === 'string' ? ticket : undefined)
  }

  function greet(times: number): void {
    if (line || !host || times > giveUpAfter) return
    const hello: FrameHello = { hoithi: 1, kind: 'hello', frameId }
    host.postMessage(hello, '*')
    scheduler.after(Math.min(slowestRepeatMs, firstRepeatMs * 2 ** times), () => greet(times + 1))
  }

  if (host) {
    page.addEventListener('message', receive)
    greet(0)
  }

  return {
    setHeight(px: number): void {
      if (px === lastHeight) return
      lastHeight = px
      say({ kind: 'height', px })
    },
    scrollToTop: () => say({ kind: 'scroll-to-top' }),
    /** What the portal says of the person in front of it; undefined when it says nothing in time. */
    askTicket(): Promise<string | undefined> {
      asked += 1
      const id = String(asked)
      return new Promise((resolve) => {
        const done = (ticket: string | undefined) => {
          waiting.delete(id)
          forget()
          resolve(ticket)
        }
        const forget = scheduler.after(ticketPatienceMs, () => done(undefined))
        waiting.set(id, done)
        say({ kind: 'ticket-wanted', id })
      })
    },
  }
}
export type HostLink = ReturnType<typeof createHostLink>

function isConnect(data: unknown, frameId: string): data is LoaderConnect {
  if (typeof data !== 'object' || data === null) return false
  const message = data as Partial<LoaderConnect>
  return message.hoithi === 1 && message.kind === 'connect' && message.frameId === frameId
}

function isKind<Kind extends LoaderMessage['kind']>(data: unknown, kind: Kind): data is Partial<Extract<LoaderMessage, { kind: Kind }>> {
  return typeof data === 'object' && data !== null && (data as Partial<LoaderMessage>).kind === kind
}

function isVisibleMessage(data: unknown): data is Extract<LoaderMessage, { kind: 'visible' }> {
  if (typeof data !== 'object' || data === null) return false
  const message = data as Partial<LoaderMessage>
  return message.kind === 'visible' && typeof message.isVisible === 'boolean'
}
