/** Vietnamese from before Unicode: fonts that draw Vietnamese letters in the places of Western ones. */
export type LegacyEncoding = 'tcvn3' | 'vni'

/** Told by the font, the only certain sign. Fonts whose name ends in H draw capitals. */
export function legacyEncodingOfFont(font: string): { encoding: LegacyEncoding; isCapital: boolean } | undefined {
  if (/^\.vn/i.test(font)) return { encoding: 'tcvn3', isCapital: /h$/i.test(font.replace(/\s*(?:bold|italic)\s*/gi, '').trim()) }
  if (/^vni[- ]/i.test(font)) return { encoding: 'vni', isCapital: false }
  return undefined
}

/** The letters of these fonts are all Western; a text with real Vietnamese letters was pasted in and shown in another font. */
const unicodeVietnamese = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]|\p{M}/u

export function fromLegacy(text: string, { encoding, isCapital }: { encoding: LegacyEncoding; isCapital: boolean }): string {
  if (unicodeVietnamese.test(text)) return text
  const decoded = encoding === 'tcvn3' ? fromTcvn3(text) : fromVni(text)
  return isCapital ? decoded.toUpperCase() : decoded
}

const tcvn3 = pairs(
  'µà ¸á ¶ả ·ã ¹ạ ¨ă »ằ ¾ắ ¼ẳ ½ẵ Æặ ©â Çầ Êấ Èẩ Éẫ Ëậ ®đ Ìè Ðé Îẻ Ïẽ Ñẹ ªê Òề Õế Óể Ôễ Öệ ×ì Ýí Øỉ Üĩ Þị ßò ãó áỏ âõ äọ «ô åồ èố æổ çỗ éộ ¬ơ êờ íớ ëở ìỡ îợ ïù óú ñủ òũ ôụ \u00adư õừ øứ öử ÷ữ ùự úỳ ýý ûỷ üỹ þỵ ¡Ă ¢Â §Đ £Ê ¤Ô ¥Ơ ¦Ư',
)

function fromTcvn3(text: string): string {
  return text.replace(/[\u00a1-\u00ff]/g, (sign) => tcvn3.get(sign) ?? sign)
}

/** VNI writes a letter and its marks as two signs. */
const vniPairs = pairs(
  'aùá aøà aûả aõã aïạ aââ aáấ aàầ aåẩ aãẫ aäậ aêă aéắ aèằ aúẳ aüẵ aëặ eùé eøè eûẻ eõẽ eïẹ eâê eáế eàề eåể eãễ eäệ oùó oøò oûỏ oõõ oïọ oâô oáố oàồ oåổ oãỗ oäộ ôùớ ôøờ ôûở ôõỡ ôïợ uùú uøù uûủ uõũ uïụ öùứ öøừ öûử öõữ öïự yùý yøỳ yûỷ yõỹ',
  2,
)
const vniSingles = pairs('íí ìì æỉ óĩ òị ôơ öư îỵ ñđ ÍÍ ÌÌ ÆỈ ÓĨ ÒỊ ÔƠ ÖƯ ÎỴ ÑĐ')

function fromVni(text: string): string {
  return text
    .replace(/[aeouyôö][\u00d9\u00d8\u00db\u00d5\u00cf\u00c2\u00c1\u00c0\u00c5\u00c3\u00c4\u00ca\u00c9\u00c8\u00da\u00dc\u00cb]/giu, (pair) => {
      const decoded = vniPairs.get(pair.toLowerCase())
      if (decoded === undefined) return vniSingle(pair[0] as string) + (pair[1] as string)
      return pair[0] === (pair[0] as string).toUpperCase() ? `\ue000${decoded.toUpperCase()}` : `\ue000${decoded}`
    })
    .replace(/(\ue000?)([íìæóòôöîñÍÌÆÓÒÔÖÎÑ])/g, (_whole, done: string, sign: string) => (done === '' ? vniSingle(sign) : done + sign))
    .replaceAll('\ue000', '')
}

function vniSingle(sign: string): string {
  return vniSingles.get(sign) ?? sign
}

function pairs(written: string, length = 1): ReadonlyMap<string, string> {
  return new Map(written.split(' ').map((pair) => [pair.slice(0, length), pair.slice(length)]))
}

// words that every question bank holds, as they look when a TCVN3 or VNI text lost its font
const tcvn3Words = /\bC©u\b|§¸p ¸n|®¸p ¸n|®óng|\bViÖt\b|\bkh«ng\b|\bcña\b|\bnh÷ng\b|\b®­îc\b|\bnµo\b|\bphÇn\b/
const vniWords = /\bCaâu\b|Ñaùp aùn|ñaùp aùn|ñuùng|\bVieät\b|\bkhoâng\b|\bcuûa\b|\bnhöõng\b|\bñöôïc\b|\bnaøo\b|\bphaàn\b/

/** Where no font tells: only when words say so that cannot be anything else, and nothing in the text is Vietnamese already. */
export function legacyEncodingOfText(text: string): LegacyEncoding | undefined {
  if (unicodeVietnamese.test(text)) return undefined
  if (tcvn3Words.test(text)) return 'tcvn3'
  return vniWords.test(text) ? 'vni' : undefined
}
