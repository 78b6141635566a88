import type { UnitLineReason } from '../../contract/units.ts'

type Sentence = (text: string, lines: string) => string

export const unitLineReasons: Record<UnitLineReason['code'], Sentence> = {
  NAME_EMPTY: () => 'This line has no name.',
  NAME_TOO_LONG: () => 'The name is longer than 200 characters.',
  CODE_EMPTY: () => 'This line has no code.',
  CODE_UNREADABLE: (text) => `"${text}" cannot be a code: letters, digits and . _ / -, no spaces, 40 characters at most.`,
  CODE_DOUBLED: (_text, lines) => `The same code stands on line ${lines}.`,
  CODE_OF_CLOSED_UNIT: (text) => `The code belongs to "${text}", a unit that has closed. Reopen it or use another code.`,
  PARENT_NOT_FOUND: (text) => `There is no unit above with the code "${text}", neither in the file nor in the system.`,
  PARENT_REFUSED: (text, lines) => `The unit above with the code "${text}" on line ${lines} is refused, so this line is too.`,
  PARENT_CLOSED: (text) => `The unit above with the code "${text}" has closed.`,
  PARENT_CYCLE: (text, lines) => {
    if (text !== '') return `This makes a circle: ${text} (each arrow points to the unit above).`
    return lines.includes(',') ? `Lines ${lines} stand above each other in a circle.` : 'This unit is said to stand above itself.'
  },
  HEADCOUNT_UNREADABLE: (text) => (/^-/.test(text) ? `The headcount "${text}" is below nothing.` : `The headcount "${text}" is no whole number.`),
}

export const unitsFile = {
  sheet: 'Units',
  name: (day: string) => `units-${day}`,
  headers: { code: 'Code', name: 'Name', parentCode: 'Parent code', headcount: 'Headcount' },
}
