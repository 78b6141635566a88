import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type { StaffSession } from '../../server/contract/staff.ts'
import { ApiFailure } from '../api/api-failure.ts'
import { createStaffApi } from '../api/staff-api.ts'

export type SessionState =
  | { kind: 'asking' }
  | { kind: 'unknown'; failure: unknown }
  | { kind: 'out'; hasEnded: boolean }
  | { kind: 'in'; session: StaffSession }

/** Who is logged in. A session that ends in the middle of work keeps the address, so the work is found again. */
export function useSession() {
  const [state, setState] = useState<SessionState>({ kind: 'asking' })
  const api = useMemo(() => createStaffApi({ onSessionEnded: () => setState((before) => ({ kind: 'out', hasEnded: before.kind === 'in' })) }), [])

  const ask = useCallback(async () => {
    setState({ kind: 'asking' })
    try {
      setState({ kind: 'in', session: await api.session() })
    } catch (failure) {
      if (failure instanceof ApiFailure && failure.code === 'LOGIN_REQUIRED') return
      setState({ kind: 'unknown', failure })
    }
  }, [api])

  useEffect(() => {
    void ask()
  }, [ask])

  return {
    state,
    api,
    ask,
    enter: (session: StaffSession) => setState({ kind: 'in', session }),
    leave: () => setState({ kind: 'out', hasEnded: false }),
  }
}
