/** One form for every spelling: whole and halved letters, wide and narrow ones, capitals. */
export function foldLogin(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().normalize('NFC')
}

/** Letters and digits of any language, with . _ and - between; never an @, so that no name can be somebody's e-mail. */
export function isUsername(folded: string): boolean {
  return /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]{1,58})[\p{L}\p{M}\p{N}]$/u.test(folded)
}

/** Enough to catch a slip; whether anybody reads it shows when a mail arrives. */
export function isEmail(folded: string): boolean {
  return folded.length <= 254 && /^[^\s@<>"(),:;\\[\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(folded)
}
