import type { ImportItem } from '../../server/contract/bank.ts'
import { useWords } from '../i18n/words.ts'
import { QuestionDetails } from './question-details.tsx'

export type ImportedItemRowProps = {
  item: ImportItem
  isKept: boolean
  onKeep: ((position: number, isKept: boolean) => void) | undefined
}

export function ImportedItemRow({ item, isKept, onKeep }: ImportedItemRowProps) {
  const { t } = useWords()
  return (
    <li class={isKept ? undefined : 'left-out'}>
      <div class="item-top">
        <p class="tags">
          <span class="tag tag-place">{item.place}</span>
          {item.topic.length > 0 && <span class="tag">{item.topic.join(' / ')}</span>}
          {item.level && <span class="tag tag-level">{t(`level.${item.level}`)}</span>}
          {!isKept && <span class="tag tag-left">{t('preview.left')}</span>}
        </p>
        {onKeep && (
          <label class="keep">
            <input
              type="checkbox"
              checked={isKept}
              aria-label={t('preview.keepOf', { place: item.place })}
              onChange={(event) => onKeep(item.position, event.currentTarget.checked)}
            />
            <span>{t('preview.keep')}</span>
          </label>
        )}
      </div>
      {item.reasons.length > 0 && (
        <div class={`reasons reasons-${item.state}`}>
          <p class="reasons-title">{t('preview.reasons')}</p>
          <ul>
            {item.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
      <QuestionDetails {...item} isSure={item.state === 'good'} />
    </li>
  )
}
