import { useEffect, useState } from 'preact/hooks'
import type { ImportCorrection, ImportItem } from '../../server/contract/bank.ts'
import { useWords } from '../i18n/words.ts'
import { useLoaded } from '../loading/use-loaded.ts'
import { useStaff } from '../session/staff.ts'
import { ImportedItemRow } from './imported-item-row.tsx'
import { LoadedView } from './loaded-view.tsx'

export type ImportedItemsProps = {
  importId: string
  state: ImportItem['state']
  total: number
  isOpen: boolean
  onCorrected: () => void
}

/** One of the three lists, page by page: a bank of thousands drawn at once freezes an office computer. */
export function ImportedItems({ importId, state, total: totalNow, isOpen, onCorrected }: ImportedItemsProps) {
  const { t, count } = useWords()
  const { api } = useStaff()
  // an item that became good stays where the eye is until the list is opened again
  const [total] = useState(totalNow)
  const [before, setBefore] = useState<readonly ImportItem[]>([])
  const [after, setAfter] = useState<number | null>(null)
  const [shown, setShown] = useState<readonly ImportItem[]>([])
  const loaded = useLoaded(`${importId} ${state} ${after}`, (signal) => api.importItems(importId, { state, after }, signal))
  const page = loaded.data
  useEffect(() => {
    if (page) setShown([...before, ...page.items])
  }, [page, before])

  const correct = async (position: number, correction: ImportCorrection) => {
    const corrected = await api.correctImportItem(importId, position, correction)
    setShown((items) => items.map((item) => (item.position === position ? corrected : item)))
    onCorrected()
  }

  if (total === 0) return <p class="panel empty">{t('preview.none')}</p>
  const next = page?.next ?? null
  return (
    <>
      {shown.length > 0 && (
        <ol class="panel question-list">
          {shown.map((item) => (
            <ImportedItemRow key={item.position} item={item} onCorrect={isOpen ? correct : undefined} />
          ))}
        </ol>
      )}
      <LoadedView loaded={loaded}>
        {() =>
          next !== null &&
          shown.length < total && (
            <div class="pager">
              <p class="quiet" role="status">
                {t('preview.shown', { n: count(shown.length), total: count(total) })}
              </p>
              <button
                type="button"
                class="button"
                onClick={() => {
                  setBefore(shown)
                  setAfter(next)
                }}
              >
                {t('preview.more', { n: count(Math.min(100, total - shown.length)) })}
              </button>
            </div>
          )
        }
      </LoadedView>
    </>
  )
}
