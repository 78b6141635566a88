/** Which contest this page is about: `/c/slug` for the full page, `?contest=slug` inside a portal. */
export function contestSlug({ pathname, search }: { pathname: string; search: string }): string | undefined {
  const inPath = /^\/c\/([^/]+)\/?$/.exec(pathname)?.[1]
  return inPath ?? new URLSearchParams(search).get('contest') ?? undefined
}

export const wantedLanguage = (search: string): 'vi' | 'en' => (new URLSearchParams(search).get('lang') === 'en' ? 'en' : 'vi')
