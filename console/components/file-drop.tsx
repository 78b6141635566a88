import { useRef, useState } from 'preact/hooks'
import { useWords } from '../i18n/words.ts'
import { Icon } from './icon.tsx'

/** What the server reads; a `.zip` holds a package of QTI. */
export const acceptedEndings = ['.docx', '.xlsx', '.csv', '.txt', '.gift', '.aiken', '.xml', '.zip', '.json']

export type FileDropProps = { busyWith: string | null; onFiles: (files: File[]) => void }

/** A place to drop a file; the button beside it does the same for keyboard and touch. */
export function FileDrop({ busyWith, onFiles }: FileDropProps) {
  const { t } = useWords()
  const [isOver, setIsOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const isBusy = busyWith !== null

  const take = (files: FileList | null | undefined) => {
    if (!isBusy && files?.length) onFiles([...files])
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(true)
  }
  // moving over a child also "leaves" the zone
  const leave = (event: DragEvent) => {
    const zone = event.currentTarget
    if (zone instanceof Node && event.relatedTarget instanceof Node && zone.contains(event.relatedTarget)) return
    setIsOver(false)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    take(event.dataTransfer?.files)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only a pointer can drop; whoever has none uses the button inside, which does the same
    <div class={isOver ? 'file-drop file-drop-over' : 'file-drop'} onDragOver={over} onDragLeave={leave} onDrop={drop} aria-busy={isBusy}>
      <Icon name="upload" />
      <p class="file-drop-title" role="status">
        {isBusy ? t('import.reading', { file: busyWith }) : isOver ? t('import.release') : t('import.drop')}
      </p>
      <p class="quiet">{t('import.or')}</p>
      <button type="button" class="button button-primary" aria-disabled={isBusy} onClick={() => !isBusy && input.current?.click()}>
        {t('import.choose')}
      </button>
      <input
        ref={input}
        class="file-input"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept={acceptedEndings.join()}
        onChange={(event) => {
          take(event.currentTarget.files)
          // the same file, mended meanwhile, must be choosable again
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
