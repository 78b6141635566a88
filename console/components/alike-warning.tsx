import type { AlikeOne } from '../../server/contract/bank.ts'
import type { TextKey } from '../i18n/vi.ts'
import { useWords } from '../i18n/words.ts'
import { Icon } from './icon.tsx'

const partings: Record<NonNullable<AlikeOne['parted']>, TextKey> = { 'by negation': 'alike.negation', 'by numbers': 'alike.numbers' }

/** The other question of each pair that says the same or nearly so: in the bank, or in this very file. */
export function AlikeWarning({ alike }: { alike: readonly AlikeOne[] }) {
  const { t, count } = useWords()
  if (alike.length === 0) return null
  return (
    <div class="reasons reasons-alike">
      {alike.map(({ grade, position, questionId, stem, keysDisagree, parted }) => (
        <div key={questionId ?? position}>
          <p class="reasons-title">
            {position === undefined ? t(`alike.${grade}InBank`) : t(`alike.${grade}InFile`, { n: count(position + 1) })}
            {parted && ` ${t(partings[parted])}`}
          </p>
          <p>“{stem}”</p>
          {keysDisagree && (
            <p class="alike-keys">
              <Icon name="warning" /> {t('alike.keysDisagree')}
            </p>
          )}
        </div>
      ))}
    </div>
  )
}
