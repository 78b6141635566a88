import { createServer } from 'node:net'

// below the ports that the system hands out to outgoing connections: one of those may be taken between asking and listening
const first = 10_240
const count = 21_000
/** Test processes have pids of their own, so each walks a stretch of its own. */
const stretch = 97
let asked = 0

export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + ((process.pid * stretch + asked) % count)
    asked += 1
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, () => probe.close(() => resolve(true)))
  })
}
