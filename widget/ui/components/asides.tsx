import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Attempt } from '../../core/attempt.ts'
import { useKit, useWatched } from '../kit.tsx'
import { withLaterWords } from './later.tsx'

type Props = {
  /** Grows with each notice. */
  latest: number
  /** Where only one round matters. */
  roundId?: number
}

export const mostClockLeadMs = 120_000
export const loadAsides = withLaterWords(() => import('../asides/aside-list.tsx').then((module) => module.AsideList))

/** What officials tell, and that the clock of this device is wrong: fetched when there is something to say; nobody waits for it. */
export function Asides({ latest, roundId }: Props) {
  const kit = useKit()
  const [List, setList] = useState<ComponentType<Props>>()
  const isWanted = latest > 0 || Math.abs(kit.clockSync.wallLeadMs()) > mostClockLeadMs
  useEffect(() => {
    if (!isWanted || List) return
    loadAsides(kit).then(
      (Loaded) => setList(() => Loaded),
      // asked again with the next notice
      () => undefined,
    )
  }, [isWanted, latest, List, kit])
  return List && isWanted ? <List latest={latest} {...(roundId === undefined ? {} : { roundId })} /> : null
}

export function PaperAsides({ attempt }: { attempt: Attempt }) {
  return <Asides latest={useWatched(attempt.clock.time).noticeNumber} roundId={attempt.roundId} />
}
