import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// below what systems hand out for outgoing connections: nobody takes it while its owner is down
const [lowest, highest] = [20_000, 30_000]

/** A free port for a server that will be killed and started again where it was. */
export async function lastingPort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
