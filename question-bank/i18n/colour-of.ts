export type ColourName = 'red' | 'orange' | 'yellow' | 'green' | 'blue' | 'purple' | 'pink' | 'brown' | 'grey' | 'black' | 'white'

const named: Readonly<Record<string, ColourName>> = {
  red: 'red',
  darkred: 'red',
  yellow: 'yellow',
  darkyellow: 'yellow',
  green: 'green',
  darkgreen: 'green',
  cyan: 'blue',
  darkcyan: 'blue',
  blue: 'blue',
  darkblue: 'blue',
  magenta: 'pink',
  darkmagenta: 'purple',
  lightgray: 'grey',
  darkgray: 'grey',
  black: 'black',
  white: 'white',
}
/** Where on the wheel of colours each name ends, in degrees. */
const hues: readonly [number, ColourName][] = [
  [15, 'red'],
  [42, 'orange'],
  [70, 'yellow'],
  [165, 'green'],
  [255, 'blue'],
  [290, 'purple'],
  [340, 'pink'],
  [360, 'red'],
]

/** What people call "FF0000", or the name that a word processor gives to a highlighter; undefined where they would not agree. */
export function colourOf(value: string): ColourName | undefined {
  const written = value.toLowerCase()
  if (named[written]) return named[written]
  if (!/^[0-9a-f]{6}$/.test(written)) return undefined
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(written.slice(at, at + 2), 16)) as [number, number, number]
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  const spread = most - least
  if (spread < 30) return most < 50 ? 'black' : most > 235 ? 'white' : 'grey'
  const turn = most === red ? ((green - blue) / spread + 6) % 6 : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4
  const hue = turn * 60
  const name = hues.find(([end]) => hue <= end)?.[1]
  return name === 'orange' && most < 170 ? 'brown' : name
}
