import { Redis } from 'ioredis'
import type { Config } from '../../config.ts'
import { type Finding, finding } from './finding.ts'

const oldestMajor = 7

/** Each node that the configuration names. Persistence does not matter: boards are rebuilt. */
export async function examineRedis({ REDIS_URL }: Config): Promise<Finding[]> {
  if (REDIS_URL === '') return [finding('ok', 'noRedis', {})]
  const nodes = REDIS_URL.split(',').map((url) => url.trim())
  return (await Promise.all(nodes.map((url) => examineNode(url, nodes.length > 1)))).flat()
}

async function examineNode(url: string, isNamedAsCluster: boolean): Promise<Finding[]> {
  const node = new URL(url).host
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
  })
  // told as a finding, below
  let reason = ''
  client.on('error', (error) => {
    reason = error.message
  })
  try {
    await client.connect()
    const info = await client.info()
    const of = (name: string) => new RegExp(`^${name}:(.*)\r?$`, 'm').exec(info)?.[1]?.trim() ?? ''
    const version = of('valkey_version') || of('redis_version')
    const policy = of('maxmemory_policy')
    const isCluster = of('cluster_enabled') === '1'
    return [
      Number.parseInt(version, 10) < oldestMajor ? finding('bad', 'redisOld', { node, version }) : finding('ok', 'redis', { node, version }),
      ...(of('maxmemory') !== '0' && policy !== 'noeviction' ? [finding('bad', 'redisEvicts', { node, policy })] : []),
      ...(isNamedAsCluster && !isCluster ? [finding('bad', 'redisNoCluster', { node })] : []),
      ...(isCluster && !(await client.cluster('INFO')).includes('cluster_state:ok') ? [finding('bad', 'redisClusterSick', { node })] : []),
    ]
  } catch (error) {
    return [finding('bad', 'redisAway', { node, reason: reason || (error as Error).message })]
  } finally {
    client.disconnect()
  }
}
