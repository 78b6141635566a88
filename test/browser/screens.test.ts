import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { screens } from './screens.ts'

const folder = new URL('../../docs/screens/', import.meta.url)
const mostBytes = 200_000

test('every picture of the documents is there, small, of the size it was taken at, and no other', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(screens)
      .map((name) => `${name}.png`)
      .sort(),
  )
  for (const [name, size] of Object.entries(screens)) {
    const png = readFileSync(new URL(`${name}.png`, folder))
    expect(png.length).toBeLessThan(mostBytes)
    // width and height stand right behind the name of the first chunk
    expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }).toEqual(size)
  }
})
