import type { Mark } from './rich-text.ts'

/** Which elements of HTML look like which of our marks. */
export const markOfElement: Readonly<Record<string, Mark>> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  u: 'underline',
  ins: 'underline',
  sub: 'sub',
  sup: 'super',
}
