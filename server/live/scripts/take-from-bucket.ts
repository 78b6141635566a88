import { defineScript } from '../define-script.ts'

export const takeFromBucket = defineScript({ name: 'take-from-bucket', keys: ['bucket'], args: ['nowMs', 'everyMs', 'burst'] })
