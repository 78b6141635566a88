/**
 * The words loader and frame speak. Once on a portal, for ever: add, never rename.
 * Both sides repeat their greeting until answered, then speak only over the private port.
 */
export const embedProtocol = 1

/** frame → loader, by window.postMessage: "I am here" */
export type FrameHello = { hoithi: 1; kind: 'hello'; frameId: string }
/** loader → frame, by window.postMessage with a MessagePort: "this is our line" */
export type LoaderConnect = { hoithi: 1; kind: 'connect'; frameId: string }

/** frame → loader, over the port */
export type FrameMessage =
  | { kind: 'ready'; version: number }
  | { kind: 'height'; px: number }
  | { kind: 'scroll-to-top' }
  /** Answered with 'ticket' of the same id. Only asked of a loader that said 'has-tickets'. */
  | { kind: 'ticket-wanted'; id: string }
/** loader → frame, over the port */
export type LoaderMessage =
  | { kind: 'visible'; isVisible: boolean }
  /** The portal vouches for people it has logged in. */
  | { kind: 'has-tickets' }
  /** Null: the portal has nobody logged in, or did not answer. */
  | { kind: 'ticket'; id: string; ticket: string | null }
