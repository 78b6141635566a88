const root = '/console'

/** Every address of the console, written once: links and routes cannot disagree. */
export const patterns = {
  home: root,
  password: `${root}/password`,
  bank: `${root}/bank`,
  importUpload: `${root}/bank/imports`,
  importPreview: `${root}/bank/imports/:importId`,
  boards: `${root}/contests/:slug/rounds/:roundId/boards`,
  findings: `${root}/contests/:slug/findings`,
} as const

export const addresses = {
  home: () => `${root}/`,
  bank: (asked: Partial<Record<'search' | 'state' | 'level' | 'after', string | undefined>> = {}) => withQuery(patterns.bank, asked),
  importUpload: () => patterns.importUpload,
  importPreview: (importId: string, list?: string) => withQuery(`${patterns.importUpload}/${encodeURIComponent(importId)}`, { list }),
  boards: (slug: string, roundId: number) => `${root}/contests/${encodeURIComponent(slug)}/rounds/${roundId}/boards`,
  findings: (slug: string, kind?: string) => withQuery(`${root}/contests/${encodeURIComponent(slug)}/findings`, { kind }),
  screen: (slug: string, roundId: number) => `/board/${encodeURIComponent(slug)}/${roundId}`,
}

function withQuery(path: string, values: Record<string, string | undefined>): string {
  const query = new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])))
  const written = query.toString()
  return written ? `${path}?${written}` : path
}
