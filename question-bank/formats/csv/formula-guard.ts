/** What a spreadsheet may take for a formula when it opens a .csv. */
const dangerous = /^'*[=+\-@\t\r]/

/** An apostrophe in front makes it text; whoever reads our files takes it away again. */
export function guarded(text: string): string {
  return dangerous.test(text) ? `'${text}` : text
}

export function unguarded(text: string): string {
  return text.startsWith("'") && dangerous.test(text) ? text.slice(1) : text
}
