import { boardWords } from '../board-words.ts'

/** One sentence in the middle of a dark screen, while there is no board to show. */
export function BoardMessage({ text }: { text: string }) {
  return (
    <main class="board-message">
      <h1 class="visually-hidden">{boardWords.t('board.title')}</h1>
      <p role="status">{text}</p>
    </main>
  )
}
