import { useEffect, useState } from 'preact/hooks'
import type { ContestPage } from '../../server/contract/contests.ts'
import { ApiFailure } from '../api/api-failure.ts'
import { fetchContest } from './fetch-board.ts'

export type ContestState = {
  contest: ContestPage | null
  /** How far this device's clock is behind the server's: machines in halls are often wrong. */
  clockOffsetMs: number
  failure: 'missing' | 'unreachable' | null
}

const refreshMs = 60_000
const retryMs = 5_000

/** The contest's rounds and times, refreshed so that a screen left on overnight follows to the next round. */
export function useContest(slug: string): ContestState {
  const [state, setState] = useState<ContestState>({ contest: null, clockOffsetMs: 0, failure: null })
  useEffect(() => {
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    async function ask() {
      let waitMs = refreshMs
      try {
        const contest = await fetchContest(slug)
        if (!isGone) setState({ contest, clockOffsetMs: Date.parse(contest.serverNow) - Date.now(), failure: null })
      } catch (error) {
        waitMs = retryMs
        const isMissing = error instanceof ApiFailure && error.code === 'CONTEST_NOT_FOUND'
        if (!isGone) setState((before) => ({ ...before, failure: isMissing ? 'missing' : 'unreachable' }))
      }
      if (!isGone) timer = setTimeout(ask, waitMs + Math.random() * retryMs)
    }
    void ask()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [slug])
  return state
}
