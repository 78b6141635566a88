import { useEffect, useRef } from 'preact/hooks'
import type { BankPage } from '../../server/contract/bank.ts'
import { useWords } from '../i18n/words.ts'
import { useAddress } from '../router/address.ts'
import { type ChosenFilters, isFiltered } from './bank-filters.ts'
import { BankPager } from './bank-pager.tsx'
import { pagingOf } from './bank-paging.ts'
import { QuestionDetails } from './question-details.tsx'
import { RetireQuestion } from './retire-question.tsx'

export type BankListProps = { page: BankPage; filters: ChosenFilters; isFirstPage: boolean; onChanged: () => void }

export function BankList({ page, filters, isFirstPage, onChanged }: BankListProps) {
  const { t, count } = useWords()
  const { state, isFirst } = useAddress()
  const paging = pagingOf(state, isFirstPage)
  const { questions, isTotalLeast } = page
  const { search } = filters
  const isChosen = isFiltered(filters)
  const total = isTotalLeast ? t('bank.atLeast', { n: count(page.total) }) : count(page.total)
  const summary = useRef<HTMLParagraphElement>(null)

  useEffect(() => {
    // the link or field that led here was drawn anew and lost the focus; reading goes on at the count
    if (document.activeElement === document.body && !isFirst) summary.current?.focus()
  }, [isFirst])

  if (questions.length === 0 && isFirstPage) {
    return (
      <div class="panel empty" role="status">
        <p>{t(isChosen ? 'bank.nothing' : 'bank.empty')}</p>
        {!isChosen && <p class="quiet">{t('bank.emptyLead')}</p>}
      </div>
    )
  }
  return (
    <>
      <p class="quiet list-count" role="status" tabIndex={-1} ref={summary}>
        {search ? t('bank.found', { n: total, search }) : t(isChosen ? 'bank.chosen' : 'bank.total', { n: total })}
        {paging && ` · ${t('bank.range', { from: count(paging.skipped + 1), to: count(paging.skipped + questions.length), n: total })}`}
      </p>
      <ol class="panel question-list" aria-label={t('bank.list')}>
        {questions.map((question) => (
          <li key={question.id}>
            <p class="tags">
              <span class={`tag state-${question.state}`}>{t(`state.${question.state}`)}</span>
              <span class="tag tag-type">{t(`type.${question.type}`)}</span>
              <span class="tag">{question.topic || t('question.noTopic')}</span>
              {question.amendment && (
                <span class="tag tag-left">{t(`amendment.${question.amendment.kind}`, { n: String(question.amendment.number) })}</span>
              )}
              {question.level && <span class="tag tag-level">{t(`level.${question.level}`)}</span>}
            </p>
            <QuestionDetails {...question} />
            {question.state === 'approved' && <RetireQuestion question={question} onRetired={onChanged} />}
          </li>
        ))}
      </ol>
      <BankPager next={page.next} shown={questions.length} filters={filters} paging={paging} isFirstPage={isFirstPage} />
    </>
  )
}
