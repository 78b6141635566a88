import type { Finding } from '../../server/contract/staff.ts'
import { useWords } from '../i18n/words.ts'

/** One suspicion: who, the evidence, and what may explain it innocently. */
export function FindingCard({ finding }: { finding: Finding }) {
  const { t, score, duration, dateTime, clock, day } = useWords()
  const titleId = `finding-${finding.id}`
  return (
    <article class="panel finding" aria-labelledby={titleId}>
      <header class="panel-heading">
        <div>
          <h2 id={titleId}>{t(`finding.${finding.kind}`)}</h2>
          <p class="quiet">
            {finding.roundTitle} · {t('findings.opened', { time: dateTime(finding.openedAt) })}
          </p>
        </div>
      </header>
      <div class="finding-body">
        <div>
          <table class="folding">
            <caption>{t('findings.attempts')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('round.name')}</th>
                <th scope="col">{t('round.unit')}</th>
                <th scope="col" class="number">
                  {t('round.score')}
                </th>
                <th scope="col" class="number">
                  {t('round.duration')}
                </th>
                <th scope="col">{t('findings.time')}</th>
                <th scope="col">{t('findings.attempt')}</th>
              </tr>
            </thead>
            <tbody>
              {finding.attempts.map((attempt) => (
                <tr key={attempt.attemptId}>
                  <th scope="row">{attempt.name}</th>
                  <td data-label={t('round.unit')}>{attempt.unitName}</td>
                  <td data-label={t('round.score')} class="number">
                    {score(attempt.scoreThousandths)}
                  </td>
                  <td data-label={t('round.duration')} class="number">
                    {duration(attempt.durationMs)}
                  </td>
                  <td data-label={t('findings.time')}>
                    <span>
                      <span class="nowrap">
                        {clock(attempt.startedAt)} – {clock(attempt.endedAt)}
                      </span>{' '}
                      <span class="nowrap quiet">{day(attempt.startedAt)}</span>
                    </span>
                  </td>
                  <td data-label={t('findings.attempt')}>
                    {/* an id begins with its time: only its end tells two attempts of one minute apart */}
                    <code title={attempt.attemptId}>{attempt.attemptId.slice(-8)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div class="evidence">
          <table>
            <caption>{t('findings.evidence')}</caption>
            <thead class="visually-hidden">
              <tr>
                <th scope="col">{t('findings.evidenceLabel')}</th>
                <th scope="col">{t('findings.evidenceValue')}</th>
              </tr>
            </thead>
            <tbody>
              {finding.evidence.map(({ label, value }) => (
                <tr key={`${label}\n${value}`}>
                  <th scope="row">{label}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <p class="innocent">
        <strong>{t('findings.innocent')}</strong> {t(`innocent.${finding.kind}`)}
      </p>
    </article>
  )
}
