import { hash } from 'node:crypto'
import type { Language } from '../../contract/primitives.ts'

const style = `body{margin:0 auto;padding:24px 16px;max-width:48rem;font:16px/1.5 system-ui,sans-serif;color:#111;overflow-wrap:anywhere}
h1{font-size:22px;line-height:1.3}h2{font-size:18px;margin:24px 0 8px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:6px 8px;text-align:left;vertical-align:top}
@media print{body{padding:0;max-width:none;font-size:11pt}tr{break-inside:avoid}}
@media (max-width:30rem){th,td{display:block}}`

/** What such a page may do: nothing but be read and printed. */
export const printedPagePolicy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

type Part = { heading: string; columns?: readonly string[]; rows: readonly (readonly string[])[] }

/** A page of tables; all that people typed is escaped here. */
export function printedPage(language: Language, title: string, subtitle: string, parts: readonly Part[]): string {
  const row = (cells: readonly string[], tag: string) => `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  const table = ({ heading, columns, rows }: Part) =>
    `<h2>${escapeHtml(heading)}</h2><table>${columns ? `<thead>${row(columns, 'th')}</thead>` : ''}<tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(subtitle)}</p>
${parts
  .filter(({ rows }) => rows.length > 0)
  .map(table)
  .join('\n')}
</body>
</html>
`
}

export function timeIn(language: Language, iso: string | null): string {
  if (iso === null) return ''
  return new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(new Date(iso))
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
