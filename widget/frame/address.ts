/** Which contest this page is about: `/c/slug` for the full page, `?contest=slug` inside a portal. */
export function contestSlug({ pathname, search }: { pathname: string; search: string }): string | undefined {
  const inPath = /^\/c\/([^/]+)\/?$/.exec(pathname)?.[1]
  return inPath ?? new URLSearchParams(search).get('contest') ?? undefined
}

/**
 * A rejoin code travels behind the # of a link: browsers send that part to nobody. Once read it leaves the address bar: nobody who looks at the
 * screen later, or shares the page, has it.
 */
export function takeRejoinCode({ hash, pathname, search }: Location, history: History): string | undefined {
  const code = /^#ma=(.+)/.exec(hash)?.[1]
  if (code) history.replaceState(null, '', pathname + search)
  return code
}

export const wantedLanguage = (search: string): 'vi' | 'en' => (new URLSearchParams(search).get('lang') === 'en' ? 'en' : 'vi')
