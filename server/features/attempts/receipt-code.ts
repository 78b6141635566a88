import type { Ids } from '../../ids.ts'
import { numberOfLetters, readableLetter } from '../../readable-code.ts'

const randomLetters = 10
const timeLetters = 4
/** About a quarter of an hour: an index of codes would cost every start, a hint of the start in the code costs nothing. */
const hintMs = 2 ** 20
/** Hints come again after 34 years. */
const hints = 2 ** (5 * timeLetters)

/**
 * Fifty unguessable bits behind a hint of when the attempt began. Attempts lie in the order of their start, so whoever has the code
 * finds the attempt among those of a quarter of an hour.
 */
export function receiptCodeFor(attemptId: string, ids: Pick<Ids, 'code'>): string {
  const hint = Math.floor(Number.parseInt(attemptId.slice(0, 8) + attemptId.slice(9, 13), 16) / hintMs) % hints
  const letters = Array.from({ length: timeLetters }, (_, at) => readableLetter(hint >> (5 * (timeLetters - 1 - at))))
  return letters.join('') + ids.code(randomLetters)
}

/** Between which ids an attempt with this code lies; undefined for codes of before there were hints. */
export function idsAround(code: string, nowMs: number): { from: string; to: string } | undefined {
  if (code.length !== timeLetters + randomLetters) return undefined
  const present = Math.floor(nowMs / hintMs)
  const behind = (((present - numberOfLetters(code.slice(0, timeLetters))) % hints) + hints) % hints
  const began = present - behind
  return { from: firstIdOf(began * hintMs), to: firstIdOf((began + 1) * hintMs) }
}

/** In groups, to be read aloud. */
export function spelledCode(code: string): string {
  return code.length === timeLetters + randomLetters ? `${code.slice(0, 4)}-${code.slice(4, 9)}-${code.slice(9)}` : code
}

function firstIdOf(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}
