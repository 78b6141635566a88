import '../widget/ui/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/controls.css'
import './styles/panels.css'
import './styles/preparing.css'
import './styles/importing.css'
import './styles/correcting.css'
import './styles/rich-text.css'
import './styles/watching.css'
import { render } from 'preact'
import { App } from './app.tsx'

const root = document.getElementById('app')
if (root) render(<App />, root)
