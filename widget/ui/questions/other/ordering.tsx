import { RichText } from '../../components/rich-text.tsx'
import { useKit } from '../../kit.tsx'
import type { ControlProps } from '../question-control.tsx'

/** Two buttons move an item: what works by finger and by keyboard alike. Nothing is answered before the first move or the confirmation. */
export function Ordering({ question, answer, onAnswer, labelledBy, isLocked }: ControlProps<'ordering'>) {
  const { words, announce } = useKit()
  const order = answer ? answer.split(',').map(Number) : [...question.items.keys()]
  const swap = (place: number, other: number) => {
    const moved = [...order]
    ;[moved[place], moved[other]] = [order[other] as number, order[place] as number]
    onAnswer(moved.join())
    announce(words.paper.movedTo(String(other + 1)))
  }
  return (
    <div>
      <ol class="order" aria-labelledby={labelledBy}>
        {order.map((item, place) => (
          <li class="order-item" key={item}>
            <span class="order-text">
              <RichText text={question.items[item] ?? ''} />
            </span>
            <button
              type="button"
              class="button"
              disabled={isLocked || place === 0}
              aria-label={words.paper.moveUp}
              onClick={() => swap(place, place - 1)}
            >
              ↑
            </button>
            <button
              type="button"
              class="button"
              disabled={isLocked || place === order.length - 1}
              aria-label={words.paper.moveDown}
              onClick={() => swap(place, place + 1)}
            >
              ↓
            </button>
          </li>
        ))}
      </ol>
      {!answer && (
        <button type="button" class="button" disabled={isLocked} onClick={() => onAnswer(order.join())}>
          {words.paper.keepOrder}
        </button>
      )}
    </div>
  )
}
