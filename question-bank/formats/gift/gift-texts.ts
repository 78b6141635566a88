import { richTextFromHtml } from '../../rich-text/from-html.ts'
import { parseRichText } from '../../rich-text/parse-rich-text.ts'
import { richTextFromPlain } from '../../rich-text/plain-text.ts'
import { writeRichText } from '../../rich-text/write-rich-text.ts'
import { unescapeGift } from './gift-signs.ts'

export type GiftFormat = 'html' | 'moodle' | 'plain' | 'markdown'
export type PictureOf = (address: string) => string | undefined
export type GiftText = { text: string; format: GiftFormat; missing: string[]; lost: string[] }

const tag =
  /<\/?(?:p|br|b|i|u|em|strong|sub|sup|span|div|img|table|tbody|tr|td|th|ul|ol|li|code|pre|font|a|h[1-6])(?:\s[^<>]*)?\/?>|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});/

export function looksLikeHtml(text: string): boolean {
  return tag.test(text)
}

/** "[html]<p>…", or in the format of the question. What is typed without one is plain, unless tags stand in it. */
export function readGiftText(written: string, usual: GiftFormat, pictureOf: PictureOf): GiftText {
  const marked = /^\s*\[(html|moodle|plain|markdown)\]/.exec(written)
  const format = (marked?.[1] as GiftFormat | undefined) ?? usual
  const said = unescapeGift(marked ? written.slice(marked[0].length) : written).trim()
  if (format === 'html' || (format === 'moodle' && looksLikeHtml(said)))
    return { ...richTextFromHtml(format === 'html' ? said : said.replaceAll('\n', '<br>'), pictureOf), format }
  const text = format === 'markdown' ? writeRichText(parseRichText(said.replace(/[~^|]/g, '\\$&'))) : richTextFromPlain(said)
  return { text, format, missing: [], lost: [] }
}
