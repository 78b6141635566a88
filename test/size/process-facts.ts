import { readdirSync, readFileSync } from 'node:fs'

/** Memory that a process holds now, in megabytes. */
export function residentMb(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1]) / 1_024
}

/** Time that a process has spent on the processor, in seconds. */
export function processorSeconds(pid: number): number {
  // the name stands in brackets and may hold anything; the fields are counted behind it, in hundredths
  const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

export function percentile(values: readonly number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * of) / 100))] ?? Number.NaN
}

/** Time that all programs together have kept the processors busy, in seconds. */
function machineSeconds(): number {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.split(/\s+/).slice(1).map(Number) ?? []
  return ([user, nice, system, irq, softirq, steal] as number[]).reduce((sum, ticks) => sum + ticks, 0) / 100
}

/** The same for whatever was started in a folder, with what its children have spent: PostgreSQL and Redis of a drill's ground. */
function processorSecondsIn(folder: string): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid, command: textOf(`/proc/${pid}/cmdline`), stat: textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [] }))
  const roots = new Set(all.filter(({ command }) => command.includes(folder)).map(({ pid }) => pid))
  const own = all.filter(({ pid, stat }) => roots.has(pid) || roots.has(stat[1] ?? ''))
  // user, system; of the ones at the root also what children had spent that are gone
  const spent = ({ pid, stat }: (typeof own)[number]) =>
    [11, 12, ...(roots.has(pid) ? [13, 14] : [])].reduce((sum, at) => sum + Number(stat[at] ?? 0), 0)
  return own.reduce((sum, one) => sum + spent(one), 0) / 100
}

/** Seconds of the processor from now on, until the answer is called: of a service, of PostgreSQL and Redis in its ground's folder, of the whole machine. */
export function spentSince({ pid, folder }: { pid: number; folder: string }) {
  const now = () => ({
    wall: performance.now() / 1_000,
    service: processorSeconds(pid),
    stores: processorSecondsIn(folder),
    machine: machineSeconds(),
  })
  const before = now()
  return () => {
    const after = now()
    return {
      wall: after.wall - before.wall,
      service: after.service - before.service,
      stores: after.stores - before.stores,
      machine: after.machine - before.machine,
    }
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // it has ended meanwhile
    return ''
  }
}
