import type { AttemptReview } from '../../../server/contract/attempts.ts'
import { isGiven } from '../../core/given-answers.ts'
import type { LaterWords } from '../../i18n/later-vi.ts'
import { Icon } from '../components/icon.tsx'
import { RichText } from '../components/rich-text.tsx'
import { useKit } from '../kit.tsx'
import { answerLines } from './answer-lines.ts'

type Reviewed = AttemptReview['questions'][number]

/** One question with what was answered, what would have been right, and why. Words carry the mark, colour only helps. */
export function ReviewedCard({ reviewed, number, texts }: { reviewed: Reviewed; number: number; texts: LaterWords['answers'] }) {
  const { words, format } = useKit()
  const { question, answer, right, explanation, pointsThousandths, earnedThousandths } = reviewed
  const mark = markOf(reviewed)
  const lines = (given: string) =>
    answerLines(question, given, words.paper.truths).map((line) => (
      <span key={line} class="reviewed-line">
        <RichText text={line} />
      </span>
    ))
  const id = `reviewed-${number}`
  return (
    <li class="card reviewed" aria-labelledby={id}>
      <div class="reviewed-head">
        <h2 class="small-title" id={id}>
          {texts.question(format.count(number))}
        </h2>
        <span class={`reviewed-mark mark-${mark}`}>
          {mark === 'right' && <Icon name="check" />}
          {texts.marks[mark]}
          {earnedThousandths !== null && ` · ${texts.points(format.points(earnedThousandths), format.points(pointsThousandths))}`}
        </span>
      </div>
      <p class="reviewed-stem">
        <RichText text={question.stem.replace(/\[\[(\d+)\]\]/g, '($1) ______')} />
      </p>
      <dl class="slip">
        <div class="slip-line">
          <dt>{texts.yours}</dt>
          <dd>{isGiven(answer ?? undefined) ? lines(answer ?? '') : texts.none}</dd>
        </div>
        {right.length > 0 && (
          <div class="slip-line">
            <dt>{texts.right}</dt>
            <dd>
              {right.map((one, index) => (
                <span key={one} class="reviewed-right">
                  {index > 0 && <span class="hint">{texts.or} </span>}
                  {lines(one)}
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {explanation && (
        <div class="reviewed-why">
          <h3 class="small-title">{texts.explanation}</h3>
          <p>
            <RichText text={explanation} />
          </p>
        </div>
      )}
    </li>
  )
}

function markOf({ answer, earnedThousandths, pointsThousandths, isVoided }: Reviewed): keyof LaterWords['answers']['marks'] {
  if (isVoided) return 'voided'
  if (!isGiven(answer ?? undefined)) return 'open'
  if (earnedThousandths === null) return 'byPeople'
  if (earnedThousandths >= pointsThousandths) return 'right'
  return earnedThousandths > 0 ? 'partly' : 'wrong'
}
