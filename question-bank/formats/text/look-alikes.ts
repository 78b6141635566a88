const latin = new Map([...'АВСЕНКМОРТХаеорсхΑΒΕΗΙΚΜΝΟΡΤΧƉÐ'].map((sign, index) => [sign, 'ABCEHKMOPTXaeopcxABEHIKMNOPTXDD'[index] as string]))

/** The Latin letter that a Cyrillic, Greek or wide one cannot be told from by eye; undefined for any other sign. */
export function latinLookAlike(sign: string): string | undefined {
  const code = sign.charCodeAt(0)
  return latin.get(sign) ?? (code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : undefined)
}

export function withLatinLetters(text: string): string {
  return text.replace(/[\u0370-\u04ff\uff01-\uff5e]/g, (sign) => latinLookAlike(sign) ?? sign)
}
