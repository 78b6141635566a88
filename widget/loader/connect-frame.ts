import type { FrameHello, FrameMessage, LoaderConnect, LoaderMessage } from '../../server/contract/embed-messages.ts'

/** The little of a window that the handshake needs. */
export type Listening = { addEventListener(type: 'message', listen: (event: MessageEvent) => void): void }
export type FrameWindow = { postMessage(message: unknown, targetOrigin: string, transfer: Transferable[]): void }

type Deps = {
  page: Listening
  frameWindow: () => FrameWindow | null
  frameOrigin: string
  openChannel: () => MessageChannel
  onHeight: (px: number) => void
  onScrollToTop: () => void
  /** Where the portal vouches for people it has logged in; absent where it does not. */
  fetchTicket?: (() => Promise<string | null>) | undefined
}

const tallestPx = 30_000

/**
 * The frame repeats its hello until it is connected; each hello gets a fresh line, because a frame that was reloaded has
 * lost the old one. Window and origin must both fit: either alone can be had by another frame on the page.
 */
export function connectFrame({ page, frameWindow, frameOrigin, openChannel, onHeight, onScrollToTop, fetchTicket }: Deps) {
  let line: MessagePort | undefined
  let isVisible = false

  const tellVisible = () => line?.postMessage({ kind: 'visible', isVisible } satisfies LoaderMessage)

  page.addEventListener('message', (event) => {
    const target = frameWindow()
    if (!target || event.source !== (target as unknown) || event.origin !== frameOrigin || !isHello(event.data)) return
    const { port1, port2 } = openChannel()
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = isRecord(data) ? (data as Partial<FrameMessage>) : {}
      if (message.kind === 'ready') {
        line = port1
        tellVisible()
        if (fetchTicket) port1.postMessage({ kind: 'has-tickets' } satisfies LoaderMessage)
      } else if (message.kind === 'height') {
        const { px } = message
        if (typeof px === 'number' && px >= 0 && px <= tallestPx) onHeight(Math.ceil(px))
      } else if (message.kind === 'scroll-to-top') onScrollToTop()
      else if (message.kind === 'ticket-wanted' && fetchTicket && typeof message.id === 'string') {
        const { id } = message
        // over the private port alone: a ticket is as good as a log-in
        const answer = (ticket: string | null) => port1.postMessage({ kind: 'ticket', id, ticket } satisfies LoaderMessage)
        fetchTicket().then(answer, () => answer(null))
      }
    }
    const connect: LoaderConnect = { hoithi: 1, kind: 'connect', frameId: event.data.frameId }
    target.postMessage(connect, frameOrigin, [port2])
  })

  return {
    setVisible(now: boolean): void {
      isVisible = now
      tellVisible()
    },
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isHello(data: unknown): data is FrameHello {
  if (!isRecord(data)) return false
  const { hoithi, kind, frameId } = data as Partial<FrameHello>
  return hoithi === 1 && kind === 'hello' && typeof frameId === 'string'
}
