import { spawn, spawnSync } from 'node:child_process'

export type WrkResult = { perSecond: number; p50Ms: number; p99Ms: number; non2xx: number; errors: number }

export function requireWrk(): void {
  if (spawnSync('wrk', ['-v']).error) throw new Error('wrk is not installed: apt-get install wrk')
}

export async function runWrk(options: {
  origin: string
  requests: string
  seconds: number
  connections: number
  method?: 'GET' | 'POST'
  poison?: number
}): Promise<WrkResult> {
  const threads = 1
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn(
      'wrk',
      [
        '-t',
        String(threads),
        '-c',
        String(options.connections),
        '-d',
        `${options.seconds}s`,
        '--timeout',
        '10s',
        '-s',
        'loadtest/bench/attempt.lua',
        options.origin,
      ],
      {
        env: {
          ...process.env,
          REQUESTS: options.requests,
          THREADS: String(threads),
          METHOD: options.method ?? 'POST',
          POISON: String(options.poison ?? 0),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let written = ''
    child.stdout.on('data', (piece: Buffer) => {
      written += piece.toString()
    })
    child.once('exit', (code) => (code === 0 ? resolve(written) : reject(new Error(`wrk ended with ${code}: ${written}`))))
  })
  const result = JSON.parse(output.match(/^RESULT (.*)$/m)?.[1] ?? '{}') as {
    requests: number
    durationUs: number
    errors: number
    non2xx: number
    p50Us: number
    p99Us: number
  }
  return {
    perSecond: Math.round(result.requests / (result.durationUs / 1e6)),
    p50Ms: result.p50Us / 1_000,
    p99Ms: result.p99Us / 1_000,
    non2xx: result.non2xx,
    errors: result.errors,
  }
}
