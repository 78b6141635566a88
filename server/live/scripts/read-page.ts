import { defineScript } from '../define-script.ts'

export const readPage = defineScript({ name: 'read-page', keys: ['board'], args: ['offset', 'count', 'idWidth'] })
