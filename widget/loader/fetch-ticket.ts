/**
 * The portal's own address that answers with a ticket, as text, for whoever is logged in there. Only of the page's own origin: the
 * portal's cookies go along.
 */
export function ticketSource(address: string | null, page: string): (() => Promise<string | null>) | undefined {
  if (!address) return undefined
  const url = new URL(address, page)
  if (url.origin !== new URL(page).origin) return undefined
  return async () => {
    const answer = await fetch(url.href, { credentials: 'same-origin', cache: 'no-store' })
    const text = answer.ok ? (await answer.text()).trim() : ''
    // anything else is a log-in page or an error page
    return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) ? text : null
  }
}
