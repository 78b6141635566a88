import { type ChildProcess, fork } from 'node:child_process'
import { type Attachment, makeAttachment } from '../../../question-bank/attachment.ts'
import { UnreadableFileError } from '../../../question-bank/imported-item.ts'
import { reason } from '../../../question-bank/reason.ts'
import type { AttachmentFlaw, CleanedAttachment } from './cleaned-attachment.ts'

/** So long all pictures of a file together may take. */
const seconds = 120
/** A picture that breaks its decoder is a flaw of that picture; a file full of them is an attack. */
const mostBreakdowns = 3

/** Pictures and sounds one after the other, in a process of their own that ends with the last one. */
export async function cleanAttachments(attachments: readonly Attachment[]): Promise<Map<string, Attachment | AttachmentFlaw>> {
  const cleaned = new Map<string, Attachment | AttachmentFlaw>()
  let [worker, breakdowns] = [undefined as ChildProcess | undefined, 0]
  try {
    for (const { digest, mediaType, bytes } of attachments) {
      if (!worker?.connected) worker = startProcess()
      const made = await askOne(worker, { mediaType, bytes })
      if (made === 'gone') breakdowns += 1
      if (worker.signalCode === 'SIGKILL' || breakdowns > mostBreakdowns) throw new UnreadableFileError(reason('TOO_SLOW', seconds))
      const named = typeof made === 'string' ? made : makeAttachment(made.bytes)
      cleaned.set(digest, named === 'gone' || named === 'unknown-type' ? 'broken' : named)
    }
  } finally {
    worker?.kill('SIGKILL')
  }
  return cleaned
}

/** It is told nothing of us: no settings, no secrets. */
function startProcess(): ChildProcess {
  return fork(new URL('./cleaning-process.ts', import.meta.url), {
    env: {},
    execArgv: ['--max-old-space-size=128'],
    serialization: 'advanced',
    stdio: 'ignore',
    timeout: seconds * 1_000,
    killSignal: 'SIGKILL',
  })
}

function askOne(worker: ChildProcess, one: CleanedAttachment): Promise<CleanedAttachment | AttachmentFlaw | 'gone'> {
  return new Promise((resolve) => {
    const finish = (made: CleanedAttachment | AttachmentFlaw | 'gone') => {
      worker.off('message', finish).off('exit', leave).off('error', leave)
      resolve(made)
    }
    const leave = () => finish('gone')
    worker.on('message', finish).on('exit', leave).on('error', leave)
    worker.send(one, (error) => error && leave())
  })
}
