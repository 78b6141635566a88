/** What a cell with a number shows: the text, and the number in it where it is shown as a plain number. */
export type Shown = { text: string; number?: string }

const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd/mm/yyyy h:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '0.0E+0',
  49: '@',
}

export function builtInFormat(id: number): string {
  return builtIn[id] ?? 'General'
}

/** Excel keeps 15 digits, so 0.30000000000000004 is 0.3. Decimals have a point. */
export function showNumber(raw: string, format: string, isFrom1904 = false): Shown {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return { text: raw }
  const code = sectionFor(format, value)
  if (/^(?:general|standard|@)?$/i.test(code)) return plain(value)
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  if (/[dyhs]|m/i.test(bare) || /\[(?:h+|m+|s+)\]/i.test(code)) return { text: showDate(value, code, isFrom1904) }
  if (bare.includes('?/') || /#\s*\/|\/\d/.test(bare)) return { text: showFraction(value, bare) }
  if (/e[+-]/i.test(bare)) return plain(value)
  if (!/[0#?]/.test(bare)) return plain(value)
  return showDigits(value, code, bare, format.split(';').length > 1 && value < 0)
}

function plain(value: number): Shown {
  const text = decimalText(value)
  return { text, number: text }
}

/** Without an exponent, with at most 15 digits that say something. */
function decimalText(value: number): string {
  const short = String(Number(value.toPrecision(15)))
  if (!/e/i.test(short)) return short
  const [digits = '', exponent = '0'] = short.toLowerCase().split('e')
  const power = Number(exponent)
  if (Math.abs(power) > 30) return short
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  if (power < 0) return `${sign}0.${'0'.repeat(-power - whole.length)}${whole}${fraction}`
  return sign + (whole + fraction).padEnd(whole.length + power, '0')
}

function sectionFor(format: string, value: number): string {
  const sections = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)
  if (sections.length >= 2 && value < 0) return sections[1] ?? ''
  if (sections.length >= 3 && value === 0) return sections[2] ?? ''
  return sections[0] ?? ''
}

/** Vietnamese readers part thousands by points, so a grouped number is written as they see it; others keep the point of the file. */
function showDigits(value: number, code: string, bare: string, isSignShown: boolean): Shown {
  const isPercent = bare.includes('%')
  const isGrouped = /[0#?],[0#?]/.test(bare)
  const places = bare.match(/\.([0#?]*)/)?.[1] ?? ''
  const least = places.replace(/[#?]/g, '').length
  const scaled = Number((isPercent ? value * 100 : value).toPrecision(15))
  let digits = roundedText(Math.abs(scaled), places.length)
  if (digits.includes('.')) {
    const [whole = '', fraction = ''] = digits.split('.')
    const kept = fraction.replace(/0+$/, '').padEnd(least, '0')
    digits = kept === '' ? whole : `${whole}.${kept}`
  }
  const width = bare.match(/[0#?,]+/)?.[0].replace(/[^0]/g, '').length ?? 0
  const [whole = '', fraction] = digits.split('.')
  const padded = whole.padStart(width, '0')
  const sign = value < 0 && !isSignShown && /[1-9]/.test(digits) ? '-' : ''
  const number = `${value < 0 && /[1-9]/.test(digits) ? '-' : ''}${padded}${fraction === undefined ? '' : `.${fraction}`}`
  const shown = isGrouped
    ? padded.replace(/\B(?=(?:\d{3})+$)/g, '.') + (fraction === undefined ? '' : `,${fraction}`)
    : padded + (fraction === undefined ? '' : `.${fraction}`)
  const [before, after] = literalsAround(code)
  const text = `${before}${sign}${shown}${after}`.trim()
  return /[^\d.,\s-]/.test(before + after) && isPercent ? { text } : { text, number }
}

/** Rounded half away from zero on the digits that are shown, as sheets do: 2.675 is 2.68. */
function roundedText(value: number, places: number): string {
  const text = decimalText(value)
  if (/e/i.test(text)) return text
  const [whole = '0', fraction = ''] = text.split('.')
  if (fraction.length <= places) return places === 0 ? whole : `${whole}.${fraction.padEnd(places, '0')}`
  const up = (fraction[places] as string) >= '5' ? 1n : 0n
  const digits = String(BigInt(whole + fraction.slice(0, places)) + up).padStart(places + 1, '0')
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** Words and signs before and behind the digits: "0 km", "[$₫] 0", "(0)". */
function literalsAround(code: string): [string, string] {
  const texts = code
    .replace(/\[\$([^\]-]*)(?:-[^\]]*)?\]/g, (_whole, sign: string) => (sign === '' ? '' : `"${sign}"`))
    .replace(/\[[^\]]*\]/g, '')
    .replace(/_.|\*./g, ' ')
  const first = texts.search(/[0#?](?=(?:[^"]*"[^"]*")*[^"]*$)/)
  const last =
    texts.length -
    [...texts]
      .reverse()
      .join('')
      .search(/[0#?](?=(?:[^"]*"[^"]*")*[^"]*$)/)
  const words = (part: string) => part.replace(/"([^"]*)"|\\(.)/g, (_whole, quoted?: string, escaped?: string) => quoted ?? escaped ?? '')
  return [words(texts.slice(0, Math.max(0, first))), words(texts.slice(last))]
}

function showFraction(value: number, bare: string): string {
  const fixed = bare.match(/\/\s*(\d+)/)?.[1]
  const most = fixed === undefined ? 10 ** (bare.match(/\/([?#0]+)/)?.[1]?.length ?? 1) - 1 : Number(fixed)
  const sign = value < 0 ? '-' : ''
  const isMixed = /[#0?]\s+[#0?]/.test(bare)
  const whole = isMixed ? Math.floor(Math.abs(value)) : 0
  const rest = Math.abs(value) - whole
  let [top, bottom] = [Math.round(rest), 1]
  for (let under = fixed === undefined ? 1 : most; under <= Math.min(most, 999); under += 1)
    if (Math.abs(Math.round(rest * under) / under - rest) < Math.abs(top / bottom - rest) - 1e-12 || fixed !== undefined)
      [top, bottom] = [Math.round(rest * under), under]
  if (top === 0) return sign + String(whole)
  if (bottom === 1) return sign + String(whole + top)
  return `${sign}${whole === 0 ? '' : `${whole} `}${top}/${bottom}`
}

const dateToken = /"([^"]*)"|\\(.)|\[\$[^\]]*\]|\[(h+|m+|s+)\]|\[[^\]]*\]|_.|\*.|(y+|m+|d+|h+|s+)|(am\/pm|a\/p)|(\.0+)|([\s\S])/gi

function showDate(value: number, code: string, isFrom1904: boolean): string {
  // day 60 is a 29 February 1900 that never was: days before it are one off
  const serial = isFrom1904 ? value + 1462 : value < 60 ? value + 1 : value
  const seconds = Math.round(serial * 86_400)
  const date = new Date((seconds - 25_569 * 86_400) * 1_000)
  if (Number.isNaN(date.getTime())) return decimalText(value)
  const tokens = [...code.matchAll(dateToken)]
  const isHalfDay = tokens.some((token) => token[5] !== undefined)
  let afterHours = false
  const pad = (part: number, width: number) => String(part).padStart(width, '0')
  return tokens
    .map((token, at) => {
      const [, quoted, escaped, elapsed, part, half, , other] = token
      if (quoted !== undefined || escaped !== undefined) return quoted ?? escaped
      if (elapsed !== undefined) {
        afterHours = true
        return pad(Math.floor((value * 86_400) / (/h/i.test(elapsed) ? 3_600 : /m/i.test(elapsed) ? 60 : 1)), elapsed.length)
      }
      if (half !== undefined) return date.getUTCHours() < 12 ? 'SA' : 'CH'
      if (other !== undefined) return other === '@' ? '' : other
      if (part === undefined) return ''
      const width = part.length
      const sign = part[0]?.toLowerCase()
      if (sign === 'y') return width > 2 ? String(date.getUTCFullYear()) : pad(date.getUTCFullYear() % 100, 2)
      if (sign === 'd')
        return width > 2
          ? ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'][date.getUTCDay()]
          : pad(date.getUTCDate(), width)
      if (sign === 'h') {
        afterHours = true
        return pad(isHalfDay ? date.getUTCHours() % 12 || 12 : date.getUTCHours(), Math.min(2, width))
      }
      if (sign === 's') return pad(date.getUTCSeconds(), Math.min(2, width))
      // "m" is a minute behind hours or before seconds, else a month
      const next = tokens.slice(at + 1).find((later) => later[4] !== undefined)?.[4]
      if (afterHours || next?.[0]?.toLowerCase() === 's') {
        afterHours = false
        return pad(date.getUTCMinutes(), Math.min(2, width))
      }
      return width > 2 ? `tháng ${date.getUTCMonth() + 1}` : pad(date.getUTCMonth() + 1, width)
    })
    .join('')
    .trim()
}
