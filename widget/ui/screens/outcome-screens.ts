// what comes after the submission travels together: whoever sees one of them soon sees the others
export { AnswersScreen } from './answers-screen.tsx'
export { BoardScreen } from './board-screen.tsx'
export { ReceiptScreen } from './receipt-screen.tsx'
export { ResultScreen } from './result-screen.tsx'
