import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { StaffSession } from '../../server/contract/staff.ts'
import type { StaffApi } from '../api/staff-api.ts'

export type Staff = { api: StaffApi; account: StaffSession['account'] }

export const StaffContext = createContext<Staff | null>(null)

/** The person at work and the server they may ask; pages are drawn only inside a session. */
export function useStaff(): Staff {
  const staff = useContext(StaffContext)
  if (!staff) throw new Error('a page was drawn outside a staff session')
  return staff
}
