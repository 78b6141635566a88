import { defineScript } from '../define-script.ts'

export const readAround = defineScript({ name: 'read-around', keys: ['board', 'standings'], args: ['entrantId', 'radius', 'idWidth'] })
