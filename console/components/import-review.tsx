import { useState } from 'preact/hooks'
import type { ImportItem, ImportStatus } from '../../server/contract/bank.ts'
import { useWords } from '../i18n/words.ts'
import { useAddress } from '../router/address.ts'
import { addresses } from '../router/addresses.ts'
import { Link } from '../router/link.tsx'
import { Icon, type IconName } from './icon.tsx'
import { ImportConfirm, type SavedImport } from './import-confirm.tsx'
import { ImportedItems } from './imported-items.tsx'

const lists: readonly { state: ImportItem['state']; icon: IconName }[] = [
  { state: 'good', icon: 'check' },
  { state: 'doubtful', icon: 'question' },
  { state: 'refused', icon: 'cross' },
]

/** Three lists of what the file holds, and the one button that stores the good ones. */
export function ImportReview({ preview }: { preview: ImportStatus }) {
  const { t, count } = useWords()
  const { query } = useAddress()
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set())
  // what is wrong is what the organizer came to see, but the good ones are what will be stored
  const chosen = lists.find(({ state }) => state === query.get('list'))?.state ?? 'good'
  const [saved, setSaved] = useState<SavedImport | null>(preview.state === 'confirmed' || preview.state === 'undone' ? { stored: null } : null)

  const keep = (position: number, isKept: boolean) =>
    setLeftOut((before) => {
      const after = new Set(before)
      if (isKept) after.delete(position)
      else after.add(position)
      return after
    })

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
      <p class="quiet">{t(`preview.${chosen}Lead`)}</p>
      <ImportedItems
        key={chosen}
        importId={preview.importId}
        state={chosen}
        total={preview.counts[chosen]}
        leftOut={leftOut}
        onKeep={!saved && chosen === 'good' ? keep : undefined}
      />
      <ImportConfirm preview={preview} leftOut={leftOut} saved={saved} onSaved={setSaved} />
    </div>
  )
}
