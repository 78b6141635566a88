/** A counted number as its list writes it. Formats of other scripts count in digits: better a number than nothing. */
export function writeNumber(number: number, format: string): string {
  if (format === 'upperLetter') return letters(number, 65)
  if (format === 'lowerLetter') return letters(number, 97)
  if (format === 'upperRoman') return roman(number)
  if (format === 'lowerRoman') return roman(number).toLowerCase()
  if (format === 'decimalZero') return String(number).padStart(2, '0')
  if (format === 'decimalEnclosedCircle' && number >= 1 && number <= 20) return String.fromCharCode(0x245f + number)
  return format === 'none' ? '' : String(number)
}

/** A … Z, AA, BB … as Word counts. */
function letters(number: number, first: number): string {
  if (number < 1 || number > 780) return String(number)
  return String.fromCharCode(first + ((number - 1) % 26)).repeat(Math.ceil(number / 26))
}

const romans: readonly [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(number: number): string {
  if (number < 1 || number > 3_999) return String(number)
  let [rest, text] = [number, '']
  for (const [value, sign] of romans)
    while (rest >= value) {
      text += sign
      rest -= value
    }
  return text
}
