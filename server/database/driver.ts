import { registerHooks } from 'node:module'

// postgres.js 3.4.9 does not survive a PostgreSQL that dies under load; kill-postgres in test/prove.ts is how that was found.
// Its reports are open (porsager/postgres #1154, #1176, #1208), so what breaks is mended while the file is loaded. A version whose
// text is another one is refused: look whether it still needs this.

type Mend = { file: string; from: string; to: string }

const mends: Mend[] = [
  {
    // a write put off to the end of the turn met a socket that was gone by then: an exception nobody could catch ended the process
    file: 'connection.js',
    from: 'function nextWrite(fn) {\n',
    to: "function nextWrite(fn) {\n    if (socket === null) {\n      chunk = nextWriteTimer = null\n      error(Errors.connection('CONNECTION_CLOSED', options))\n      return true\n    }\n",
  },
  {
    // what was left of the old connection went out first on the new one, or kept it from ever writing; rows of a broken answer
    // left as many empty places before the rows of the next one
    file: 'connection.js',
    from: 'clearImmediate(nextWriteTimer)\n    socket.removeListener(',
    to: 'clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = errorResponse = results = null\n    rows = 0\n    socket.removeListener(',
  },
  {
    file: 'connection.js',
    from: 'clearImmediate(nextWriteTimer)\n    if (socket) {',
    to: 'clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    if (socket) {',
  },
  {
    // a transaction whose connection is gone went on: on nothing, or on the next connection, in the midst of somebody else's
    file: 'index.js',
    from: 'new Promise((_, reject) => connection.onclose = reject)',
    to: 'new Promise((_, reject) => connection.onclose = e => (gone = e, reject(e)))',
  },
  { file: 'index.js', from: '      , connection\n      , prepare = null\n', to: '      , connection\n      , gone = null\n      , prepare = null\n' },
  {
    file: 'index.js',
    from: 'q.catch(e => uncaughtError || (uncaughtError = e))\n',
    to: 'q.catch(e => uncaughtError || (uncaughtError = e))\n        if (gone) return q.reject(gone)\n',
  },
  {
    // a BEGIN that was the hundredth and first statement on its connection, or that met a full socket, was sent without the connection being set
    // aside for it: it was refused as UNSAFE_TRANSACTION, and whoever came next wrote within a transaction that nobody would ever commit
    file: 'connection.js',
    from: '      return write(toBuffer(q))\n        && !q.describeFirst\n        && !q.cursorFn\n        && sent.length < max_pipeline\n        && (!q.options.onexecute || q.options.onexecute(connection))\n',
    to: '      const hasRoom = write(toBuffer(q))\n      if (q.options.onexecute) return q.options.onexecute(connection)\n      return hasRoom && !q.describeFirst && !q.cursorFn && sent.length < max_pipeline\n',
  },
  {
    // the last rows of a COPY came while its reader was full: the socket was paused, and a stream that has its end asks for no more,
    // so the answer to the next statement was never read
    file: 'connection.js',
    from: 'function CopyDone() {\n    stream && stream.push(null)\n',
    to: 'function CopyDone() {\n    stream && stream.push(null)\n    socket.resume()\n',
  },
  {
    // a reader that gives up (a full disk) left the connection busy for ever: what is left is read past, so that the transaction can end
    file: 'connection.js',
    from: 'stream = new Stream.Readable({\n      read() { socket.resume() }\n',
    to: 'stream = new Stream.Readable({\n      read() { socket.resume() },\n      destroy(error, callback) { if (stream === this) stream = null; socket && socket.resume(); callback(error) }\n',
  },
]

const hooks = registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const file = /\/node_modules\/postgres\/src\/([\w.]+)$/.exec(url)?.[1]
    const ofFile = mends.filter((mend) => mend.file === file)
    if (ofFile.length === 0) return loaded
    return { ...loaded, source: ofFile.reduce(mended, String(loaded.source)) }
  },
})
const { default: mendedPostgres } = await import('postgres')
hooks.deregister()

/** The driver, mended. Whoever opens a connection takes it from here. */
export const postgres = mendedPostgres

function mended(source: string, { file, from, to }: Mend): string {
  if (source.split(from).length !== 2) throw new Error(`postgres.js has changed: ${file} cannot be mended any more, see server/database/driver.ts`)
  return source.replace(from, () => to)
}
