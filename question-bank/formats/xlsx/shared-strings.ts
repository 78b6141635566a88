import { type HeldText, textCollector } from './cell-text.ts'
import { walkXml } from './pull-xml.ts'

/** Texts that cells name by their number. */
export function sharedStringsOf(part: Uint8Array | undefined): HeldText[] {
  if (!part) return []
  const strings: HeldText[] = []
  const collector = textCollector()
  walkXml(part, {
    open: collector.open,
    text: collector.text,
    close(name) {
      if (name === 'si') strings.push(collector.take())
      else collector.close(name)
    },
  })
  return strings
}
