/** Signs that XML 1.0 cannot hold, even escaped, are left out. */
export function withoutForbidden(text: string): string {
  let kept = ''
  for (const sign of text) if (isAllowed(sign.codePointAt(0) as number)) kept += sign
  return kept
}

/** A text for an element or an attribute: what XML can hold of it says what it said. */
export function escapeXml(text: string): string {
  return withoutForbidden(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000
}
