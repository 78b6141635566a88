import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Redis } from 'ioredis'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'

export type RedisServer = { url: string; port: number; pid: number; stop(): Promise<void>; kill(): Promise<void> }

/** Where Debian, Ubuntu and most others put it; Valkey is the same to us. */
export function findRedis(): string | undefined {
  return ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/usr/bin/valkey-server', '/opt/homebrew/bin/redis-server'].find((path) =>
    existsSync(path),
  )
}

/** A real server that keeps nothing on disk, on a free port of the loopback. */
export async function startRedis(folder: string, extra: readonly string[] = [], fixedPort?: number): Promise<RedisServer> {
  const binary = findRedis()
  if (!binary) throw new Error('redis-server is not installed')
  const port = fixedPort ?? (await freePort())
  const child = spawn(binary, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, ...extra], {
    stdio: 'ignore',
  })
  await eventually('Redis answers', async () => {
    const probe = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
    probe.on('error', () => {})
    try {
      await probe.connect()
      return (await probe.ping()) === 'PONG'
    } finally {
      probe.disconnect()
    }
  })
  return { url: `redis://127.0.0.1:${port}`, port, pid: child.pid ?? 0, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else {
      child.once('exit', () => resolve())
      child.kill(signal)
    }
  })
}
