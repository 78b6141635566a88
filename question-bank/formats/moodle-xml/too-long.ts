/** Ten times what a question may say: nothing so long is read, so that one endless line costs no time. Pictures inside an address do not count. */
export const longestSource = 200_000

export function isTooLong(text: string): boolean {
  return text.length > longestSource && text.replace(/data:[\w/+.-]{1,60};base64[^"'\s<>]*/g, '').length > longestSource
}
