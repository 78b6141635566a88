/** The text of a file that does not say how it is written: marks at its start, then UTF-8 where it is valid, else the old Vietnamese code page of Windows. Always NFC. */
export function decodeText(bytes: Uint8Array): string {
  return decode(bytes)
    .replace(/^\ufeff/, '')
    .normalize('NFC')
}

function decode(bytes: Uint8Array): string {
  const encoding = markedEncoding(bytes) ?? unmarkedUtf16(bytes)
  if (encoding) return new TextDecoder(encoding).decode(bytes)
  try {
    // the start of a long file may end in the middle of a letter
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1258').decode(bytes)
  }
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined
}

/** Spaces, digits and line ends have a zero byte in UTF-16; no other text has any. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0]
  for (let at = 0; at < Math.min(bytes.length, 4_000); at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1
  const [even, odd] = zeros as [number, number]
  if (even + odd < Math.min(bytes.length, 4_000) / 10) return undefined
  return odd >= even ? 'utf-16le' : 'utf-16be'
}
