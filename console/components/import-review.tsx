import { useState } from 'preact/hooks'
import type { ImportItem, ImportStatus } from '../../server/contract/bank.ts'
import { useWords } from '../i18n/words.ts'
import { useAddress } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { Icon, type IconName } from './icon.tsx'
import { ImportConfirm } from './import-confirm.tsx'
import { ImportSettled, type SettledImport } from './import-settled.tsx'
import { ImportedItems } from './imported-items.tsx'
import { Notice } from './notice.tsx'

const lists: readonly { state: ImportItem['state']; icon: IconName }[] = [
  { state: 'good', icon: 'check' },
  { state: 'doubtful', icon: 'question' },
  { state: 'refused', icon: 'cross' },
]

export type ImportReviewProps = { preview: ImportStatus; onChanged: () => void }

/** Three lists of what the file holds, and the one button that stores the good ones. */
export function ImportReview({ preview, onChanged }: ImportReviewProps) {
  const { t, count } = useWords()
  const { query } = useAddress()
  // what is wrong is what the organizer came to see, but the good ones are what will be stored
  const chosen = lists.find(({ state }) => state === query.get('list'))?.state ?? 'good'
  const [settledHere, setSettledHere] = useState<SettledImport | null>(null)
  const settled = settledHere ?? settledOf(preview)
  const questions = preview.counts.good + preview.counts.doubtful
  const isCompared = preview.compared >= questions
  // lists that were drawn before every warning was found say so, and are drawn anew only when asked
  const [drawn, setDrawn] = useState({ round: 0, isCompared })

  return (
    <div class="stack">
      <nav class="filters" aria-label={t('preview.lists')}>
        {lists.map(({ state, icon }) => (
          <Link key={state} to={addresses.importPreview(preview.importId, state)} aria-current={chosen === state ? 'true' : undefined}>
            <Icon name={icon} />
            {t(`preview.${state}`)} <span class="count">{count(preview.counts[state])}</span>
          </Link>
        ))}
      </nav>
      {!settled && <p class="quiet">{t(`preview.${chosen}Lead`)}</p>}
      {!isCompared && !settled && (
        <p class="quiet" role="status">
          {t('preview.compared', { n: count(preview.compared), total: count(questions) })}
        </p>
      )}
      {isCompared && !drawn.isCompared && (
        <Notice tone="info">
          <p>{t('preview.comparedAll')}</p>
          <button type="button" class="button" onClick={() => setDrawn({ round: drawn.round + 1, isCompared })}>
            {t('preview.showWarnings')}
          </button>
        </Notice>
      )}
      <ImportedItems
        key={`${chosen} ${drawn.round}`}
        importId={preview.importId}
        state={chosen}
        total={preview.counts[chosen]}
        isOpen={!settled}
        onCorrected={onChanged}
      />
      {settled ? (
        <ImportSettled importId={preview.importId} settled={settled} onSettled={setSettledHere} />
      ) : (
        <ImportConfirm preview={preview} onSaved={setSettledHere} onSettledElsewhere={onChanged} />
      )}
    </div>
  )
}

function settledOf({ state }: ImportStatus): SettledImport | null {
  return state === 'confirmed' || state === 'undone' ? { state, stored: null } : null
}
