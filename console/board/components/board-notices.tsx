import { boardWords } from '../board-words.ts'

const { t, clock, dateTime } = boardWords

/** The region stands from the start, so that a screen reader hears what appears in it. */
type Props = {
  staleAt: string | null
  frozenSince: string | null
  isHidden: boolean
  awaitsTruth: boolean
  isPartial: boolean
  hasEssaysWaiting: boolean
}

export function BoardNotices({ staleAt, frozenSince, isHidden, awaitsTruth, isPartial, hasEssaysWaiting }: Props) {
  return (
    <div class="screen-notices" role="status">
      {staleAt && (
        <p class="screen-notice notice-stale">
          <span aria-hidden="true">⚠</span> {t('board.stale', { time: clock(staleAt) })}
        </p>
      )}
      {frozenSince && (
        <p class="screen-notice notice-frozen">
          <span aria-hidden="true">❄</span> {t('board.frozen', { time: dateTime(frozenSince) })}
        </p>
      )}
      {isHidden && <p class="screen-notice notice-frozen">{t('board.hidden')}</p>}
      {awaitsTruth && !isHidden && <p class="screen-notice notice-frozen">{t('board.awaitsTruth')}</p>}
      {hasEssaysWaiting && <p class="screen-notice notice-frozen">{t('board.essaysWaiting')}</p>}
      {isPartial && <p class="screen-notice notice-frozen">{t('board.partial')}</p>}
    </div>
  )
}
