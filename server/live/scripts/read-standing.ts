import { defineScript } from '../define-script.ts'

export const readStanding = defineScript({ name: 'read-standing', keys: ['board', 'standings'], args: ['entrantId', 'idWidth'] })
