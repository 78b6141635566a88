import { existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Config } from '../../config.ts'
import { type Finding, finding } from './finding.ts'

const gigabyte = 2 ** 30

/** Room on the disk of the data folder. */
export function examineDisk({ DATA_DIR }: Config): Finding[] {
  const folder = nearestThatIsThere(resolve(DATA_DIR))
  const { bavail, blocks, bsize } = statfsSync(folder)
  const facts = { folder, freeGigabytes: ((bavail * bsize) / gigabyte).toFixed(1) }
  const share = bavail / blocks
  if (bavail * bsize < gigabyte || share < 0.02) return [finding('bad', 'diskFull', facts)]
  return [bavail * bsize < 5 * gigabyte || share < 0.1 ? finding('warn', 'diskTight', facts) : finding('ok', 'disk', facts)]
}

const nearestThatIsThere = (folder: string): string => (existsSync(folder) ? folder : nearestThatIsThere(dirname(folder)))
