import { defineScript } from '../define-script.ts'

export const switchGeneration = defineScript({
  name: 'switch-generation',
  keys: ['nextBoard', 'nextStandings', 'nextTallies', 'nextWatermark', 'board', 'standings', 'tallies', 'watermark'],
  args: ['mark'],
  replies: { 1: 'switched' },
})
