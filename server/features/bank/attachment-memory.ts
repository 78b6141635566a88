import type { Clock } from '../../clock.ts'
import type { AttachmentsStore, StoredAttachment } from './attachments-store.ts'

/** An import that is undone takes its pictures along; so long they may still be shown from memory. */
const trustedMs = 60_000

type Kept = { attachment: StoredAttachment; checkedAtMs: number }
type Dependencies = { store: Pick<AttachmentsStore, 'findShown' | 'isShown'>; clock: Clock; mostBytes: number }

/**
 * Pictures of running papers, in memory: fifty thousand people open the same one within a minute. The least lately asked for goes first;
 * one too large for a quarter of the room is not kept, so that it does not drive out all others.
 */
export function createAttachmentMemory({ store, clock, mostBytes }: Dependencies) {
  // a Map remembers the order of insertion, so the first one was not asked for the longest
  const kept = new Map<string, Kept>()
  const asked = new Map<string, Promise<StoredAttachment | undefined>>()
  let bytes = 0

  function forget(digest: string): void {
    bytes -= kept.get(digest)?.attachment.bytes.length ?? 0
    kept.delete(digest)
  }

  function keep(digest: string, attachment: StoredAttachment): void {
    forget(digest)
    if (attachment.bytes.length > mostBytes / 4) return
    kept.set(digest, { attachment, checkedAtMs: clock.now() })
    bytes += attachment.bytes.length
    for (const [oldest] of kept) {
      if (bytes <= mostBytes) break
      forget(oldest)
    }
  }

  async function fetch(digest: string): Promise<StoredAttachment | undefined> {
    const known = kept.get(digest)?.attachment
    const found = known && (await store.isShown(digest)) ? known : await store.findShown(digest)
    if (found) keep(digest, found)
    else forget(digest)
    return found
  }

  return {
    /** However many ask at once for one that is not here, the database is asked once. */
    async shown(digest: string): Promise<StoredAttachment | undefined> {
      const known = kept.get(digest)
      if (known && clock.now() - known.checkedAtMs < trustedMs) {
        kept.delete(digest)
        kept.set(digest, known)
        return known.attachment
      }
      const running = asked.get(digest) ?? fetch(digest).finally(() => asked.delete(digest))
      asked.set(digest, running)
      return running
    },
    size: () => ({ count: kept.size, bytes }),
  }
}
export type AttachmentMemory = ReturnType<typeof createAttachmentMemory>
