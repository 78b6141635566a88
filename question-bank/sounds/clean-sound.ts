import { cleanMp3 } from './mp3.ts'
import { cleanMp4 } from './mp4.ts'
import { cleanOgg } from './ogg.ts'
import { cleanWav } from './wav.ts'

const cleaners: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array | undefined>> = {
  'audio/mpeg': cleanMp3,
  'audio/ogg': cleanOgg,
  'audio/wav': cleanWav,
  'audio/mp4': cleanMp4,
}

/**
 * A sound without names, places and covers. Its container is walked from one end to the other and what belongs to no sound is left out;
 * the coded sound itself stays as it is. Undefined: it is broken.
 */
export function cleanSound(mediaType: string, bytes: Uint8Array): Uint8Array | undefined {
  return cleaners[mediaType]?.(bytes)
}
