import { useState } from 'preact/hooks'
import type { ReportedItem } from '../../server/contract/import-report.ts'
import { useWords } from '../i18n/words.ts'
import { ImportedItemRow } from './imported-item-row.tsx'

// a bank of thousands drawn at once freezes an office computer
const batchSize = 50

export type ImportedItemsProps = {
  items: readonly ReportedItem[]
  leftOut: ReadonlySet<string>
  onKeep: ((place: string, isKept: boolean) => void) | undefined
}

export function ImportedItems({ items, leftOut, onKeep }: ImportedItemsProps) {
  const { t, count } = useWords()
  const [limit, setLimit] = useState(batchSize)
  if (items.length === 0) return <p class="panel empty">{t('preview.none')}</p>
  const shown = items.slice(0, limit)
  const rest = items.length - shown.length
  return (
    <>
      <ol class="panel question-list">
        {shown.map((item) => (
          <ImportedItemRow key={item.place} item={item} isKept={!leftOut.has(item.place)} onKeep={onKeep} />
        ))}
      </ol>
      {rest > 0 && (
        <div class="pager">
          <p class="quiet" role="status">
            {t('preview.shown', { n: count(shown.length), total: count(items.length) })}
          </p>
          <button type="button" class="button" onClick={() => setLimit(limit + batchSize)}>
            {t('preview.more', { n: count(Math.min(batchSize, rest)) })}
          </button>
        </div>
      )}
    </>
  )
}
