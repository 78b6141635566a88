import { type DrillGround, prepareGround } from '../drills/drill-ground.ts'

/** A drill's ground whose data go away even when somebody loses patience: they may fill the disk. */
export async function groundForSize(): Promise<DrillGround> {
  const ground = await prepareGround()
  const leave = () => void ground.close().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave)
  return {
    ...ground,
    async close() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave)
      await ground.close()
    },
  }
}
