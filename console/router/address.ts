import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'

export type Address = {
  path: string
  query: URLSearchParams
  state: unknown
  /** The first page of a visit leaves the focus where the browser put it. */
  isFirst: boolean
}

const moved = 'hoithi:moved'

const read = (isFirst: boolean): Address => ({
  path: location.pathname,
  query: new URLSearchParams(location.search),
  state: history.state,
  isFirst,
})

/** Goes to another page of the console. `state` travels with the history entry, so "back" finds it again. */
export function navigate(to: string, { replace = false, state = null }: { replace?: boolean; state?: unknown } = {}): void {
  if (replace) history.replaceState(state, '', to)
  else history.pushState(state, '', to)
  window.dispatchEvent(new Event(moved))
}

export function useBrowserAddress(): Address {
  const [address, setAddress] = useState(() => read(true))
  useEffect(() => {
    const follow = () => setAddress(read(false))
    window.addEventListener('popstate', follow)
    window.addEventListener(moved, follow)
    return () => {
      window.removeEventListener('popstate', follow)
      window.removeEventListener(moved, follow)
    }
  }, [])
  return address
}

export const AddressContext = createContext<Address>({ path: '/', query: new URLSearchParams(), state: null, isFirst: true })
export const useAddress = (): Address => useContext(AddressContext)
