import { hash } from 'node:crypto'
import type { Language } from '../contract/primitives.ts'
import { textsIn } from '../i18n/texts-in.ts'

const longestName = 64
const style = `:root{color-scheme:light dark}
body{margin:0;padding:24px 16px;font:18px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:36rem;margin:0 auto}
h1{margin:0 0 12px;font-size:22px;line-height:1.3}
p{margin:0}`

/**
 * A tag with a misspelt name would show the browser's own refusal, in which nobody finds the mistake. This page may be framed
 * by anyone because it holds nothing: no script, no data but the name that the portal itself sent.
 */
export const missingContestPolicy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors *`

export function missingContestPage(slug: string, language: Language): string {
  const { title, sentence, forPortal } = textsIn(language).missingContest
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(sentence(slug.slice(0, longestName)))}</h1>
<p>${forPortal}</p>
</main>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
