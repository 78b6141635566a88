import { defineScript } from '../define-script.ts'

export const placeStandings = defineScript({
  name: 'place-standings',
  keys: ['board', 'standings', 'tallies', 'watermark'],
  args: ['keepsAbsent'],
  each: ['entrantId', 'version', 'member', 'unitIds'],
  replies: { 1: 'placed', 2: 'unchanged', '-1': 'OLDER_VERSION', '-2': 'NOT_BUILT' },
})
