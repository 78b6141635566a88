/**
 * How values are written for PostgreSQL. The client serializes parameters in place and, when a prepared statement has to be
 * prepared anew, serializes what it has already serialized: its own rules would then store bytes of bytes and JSON of JSON.
 * These leave alone what is already text. So JSON is given as objects, bytes as buffers, never as strings.
 */
export const columnTypes = {
  bytea: {
    to: 17,
    from: [17],
    serialize: (value: Buffer | string) => (typeof value === 'string' ? value : `\\x${value.toString('hex')}`),
    parse: (written: string) => Buffer.from(written.slice(2), 'hex'),
  },
  json: {
    to: 114,
    from: [114, 3802],
    serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
    parse: (written: string) => JSON.parse(written),
  },
}
