import { useEffect, useState } from 'preact/hooks'
import type { ClientProblem } from '../core/client-problem.ts'
import type { Reply } from '../core/transport.ts'
import { untilAnswered, type Waiting } from '../core/until-answered.ts'
import { useKit } from './kit.tsx'

type Options = { /** Though it might be otherwise later. */ givesUpOn?: string }

/** What the server says of one's own attempt, asked until it answers or the screen is left. */
export function useAsked<T>(attemptId: string, ask: (attemptId: string, token: string) => Promise<Reply<T>>, { givesUpOn }: Options = {}) {
  const { session, random, scheduler } = useKit()
  const [found, setFound] = useState<T>()
  const [problem, setProblem] = useState<ClientProblem>()
  const [waiting, setWaiting] = useState<Waiting>()
  useEffect(() => {
    let isWanted = true
    const token = session.current.get()?.token ?? ''
    const call = async () => {
      const reply = await ask(attemptId, token)
      return reply.ok || reply.problem.code !== givesUpOn ? reply : { ok: false as const, problem: { ...reply.problem, retryable: false } }
    }
    void untilAnswered(call, { random, scheduler, isStillWanted: () => isWanted, onWaiting: setWaiting }).then((reply) => {
      if (!isWanted) return
      if (reply.ok) setFound(reply.value)
      else setProblem(reply.problem)
    })
    return () => {
      isWanted = false
    }
  }, [attemptId, ask, givesUpOn, session, random, scheduler])
  return { found, problem, waiting }
}
