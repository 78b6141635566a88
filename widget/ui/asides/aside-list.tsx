import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Notice as Told } from '../../../server/contract/notices.ts'
import { untilAnswered } from '../../core/until-answered.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { mostClockLeadMs } from '../components/asides.tsx'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { useKit } from '../kit.tsx'
import { toldOnce } from './told-once.ts'

function useNotices(latest: number): Told[] {
  const { api, random, scheduler } = useKit()
  const [notices, setNotices] = useState<Told[]>([])
  useEffect(() => {
    let isWanted = latest > 0
    if (isWanted)
      void untilAnswered(api.notices, { random, scheduler, isStillWanted: () => isWanted }).then((reply) => {
        if (isWanted && reply.ok) setNotices(reply.value.notices)
      })
    return () => {
      isWanted = false
    }
  }, [latest, api, random, scheduler])
  return notices
}

type Props = { latest: number; roundId?: number; later: LaterWords }

/** Stands above what people are doing, never upon it, and stays until they have read it. */
export function AsideList({ latest, roundId, later: { asides } }: Props) {
  const { words, format, storage, clockSync, announce, journey } = useKit()
  const [told] = useState(() => toldOnce(storage))
  const [isAgain, setIsAgain] = useState(false)
  const [, redraw] = useState(0)
  const [leadMs] = useState(clockSync.wallLeadMs)
  const notices = useNotices(latest).filter((notice) => roundId === undefined || notice.roundId === roundId)
  // more than one would push the question, or the start, off a small screen; the rest follows as they are read
  const unread = notices.filter((notice) => !told.hasRead(notice)).slice(0, 1)
  const shown = isAgain ? notices : unread
  const textOf = ({ text, textEn }: Told) => (words.lang === 'en' ? (textEn ?? text) : text)
  const isClockTold = Math.abs(leadMs) > mostClockLeadMs && !told.hasReadClock(leadMs) && unread.length === 0
  // a span is rounded up elsewhere; a clock that is off by three hours and a breath is off by three hours
  const leadMinutes = Math.round(Math.abs(leadMs) / 60_000)
  const clockSentence = `${(leadMs > 0 ? asides.clockAhead : asides.clockBehind)(format.span(leadMinutes * 60_000))} ${asides.clockSafe}`
  const rounds = journey.contest.get()?.rounds ?? []
  const titleOf = (notice: Told) => (rounds.length > 1 && roundId === undefined ? rounds.find(({ id }) => id === notice.roundId)?.title : undefined)

  const newest = unread[0]
  const said = newest ? textOf(newest) : isClockTold ? clockSentence : undefined
  useEffect(() => {
    if (said) announce(said)
  }, [said, announce])

  function dismiss(remember: () => void) {
    remember()
    redraw((count) => count + 1)
    // the button is gone; the heading of what people were doing is the place to go on
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }

  if (!isClockTold && notices.length === 0) return null
  return (
    <section class="asides" aria-label={asides.title}>
      {isClockTold && (
        <Aside dismiss={asides.dismiss} onDismiss={() => dismiss(() => told.readClock(leadMs))}>
          {clockSentence}
        </Aside>
      )}
      {shown.map((notice) => (
        <Aside
          key={`${notice.roundId}-${notice.number}`}
          dismiss={asides.dismiss}
          onDismiss={isAgain ? undefined : () => dismiss(() => told.read(notice))}
        >
          <span class="hint">{[titleOf(notice), format.moment(notice.at)].filter(Boolean).join(' · ')}</span>
          <br />
          {textOf(notice)}
        </Aside>
      ))}
      {roundId === undefined && !isAgain && unread.length === 0 && notices.length > 0 && (
        <Button look="link" onClick={() => setIsAgain(true)}>
          {asides.again(format.count(notices.length))}
        </Button>
      )}
    </section>
  )
}

type AsideProps = { children: ComponentChildren; dismiss: string; onDismiss: (() => void) | undefined }

function Aside({ children, dismiss, onDismiss }: AsideProps) {
  return (
    <Notice tone="info">
      {children}
      {onDismiss && (
        <div class="aside-dismiss">
          <Button look="link" onClick={onDismiss}>
            {dismiss}
          </Button>
        </div>
      )}
    </Notice>
  )
}
