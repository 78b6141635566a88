/** What a spreadsheet may take for a formula when it opens a .csv: also full-width signs, and behind spaces and signs that nobody sees. */
const dangerous = /^'*[\s\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]*[=+\-@＝＋－＠\t\r]/u

/** An apostrophe in front makes it text; whoever reads our files takes it away again. */
export function guarded(text: string): string {
  return dangerous.test(text) ? `'${text}` : text
}

export function unguarded(text: string): string {
  return text.startsWith("'") && dangerous.test(text) ? text.slice(1) : text
}
