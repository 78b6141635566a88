import '../../widget/ui/tokens.css'
import './styles/board.css'
import './styles/wall.css'
import { render } from 'preact'
import { readBoardAddress } from './board-address.ts'
import { BoardApp } from './board-app.tsx'
import { boardWords } from './board-words.ts'

document.documentElement.lang = boardWords.locale
const root = document.getElementById('app')
if (root) render(<BoardApp address={readBoardAddress(location.pathname)} />, root)
