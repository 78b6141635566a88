import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { type RedisServer, startRedis } from './redis-server.ts'

const slots = 16_384

/** Three real nodes that share the slots. */
export async function startRedisCluster(folder: string): Promise<{ urls: string[]; stop(): Promise<void> }> {
  const servers: RedisServer[] = []
  for (const name of ['a', 'b', 'c']) {
    const home = join(folder, name)
    mkdirSync(home)
    // the bus port is named too: its default, 10000 above, may lie beyond the last port there is
    servers.push(await startRedis(home, ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort()), '--cluster-node-timeout', '2000']))
  }
  const clients = servers.map((server) => new Redis(server.port, '127.0.0.1'))
  for (const [index, client] of clients.entries()) {
    await client.cluster('ADDSLOTSRANGE', Math.floor((slots * index) / 3), Math.floor((slots * (index + 1)) / 3) - 1)
    await client.call('cluster', 'set-config-epoch', index + 1)
  }
  const [first] = clients
  for (const server of servers.slice(1)) await first?.call('cluster', 'meet', '127.0.0.1', server.port, await busPortOf(server.port))
  await eventually('the cluster stands', async () => {
    const states = await Promise.all(clients.map((client) => client.cluster('INFO')))
    return states.every((state) => state.includes('cluster_state:ok') && state.includes('cluster_known_nodes:3'))
  })
  for (const client of clients) client.disconnect()
  return {
    urls: servers.map((server) => server.url),
    async stop() {
      for (const server of servers) await server.stop()
    },
  }
}

async function busPortOf(port: number): Promise<number> {
  const client = new Redis(port, '127.0.0.1')
  const [, busPort] = (await client.config('GET', 'cluster-port')) as string[]
  client.disconnect()
  return Number(busPort)
}
