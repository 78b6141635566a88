import type { ComponentChildren } from 'preact'
import { letterOf } from '../components/option-list.tsx'
import { useWords } from '../i18n/words.ts'
import type { EditedQuestion } from './edited-question.ts'
import type { ChoiceKey, ChoicesKey, ClozeKey, EssayKey, NumberKey, OrderKey, PairsKey, TextKey, TruthKey, TruthsKey } from './keys.ts'

export type KeyFieldsProps = { question: EditedQuestion }

/** What is right, for types whose key is not said beside their options. Names are those that `correctedQuestion` reads. */
export function KeyFields({ question: { content, key } }: KeyFieldsProps) {
  const { t } = useWords()
  switch (content.type) {
    case 'true-false':
      return <TruthFields name="key" label={t('edit.key')} isTrue={(key as TruthKey | undefined)?.isTrue} />
    case 'numeric': {
      const [accepted] = (key as NumberKey | undefined)?.accepted ?? []
      return (
        <div class="edit-row">
          <TextField name="key" label={t('edit.key')} text={accepted?.value} isNumber />
          <TextField name="tolerance" label={t('edit.tolerance')} text={accepted?.tolerance} isNumber isOptional />
        </div>
      )
    }
    case 'short-text':
      return <LinesField name="key" label={t('edit.accepted')} lines={acceptedIn(key as TextKey | undefined)} />
    case 'matching':
      return content.left?.map((text, position) => (
        <ChoiceField
          key={position}
          name={`key.${position}`}
          label={t('edit.pair', { left: text })}
          choices={content.right ?? []}
          chosen={(key as PairsKey | undefined)?.rightOf[position]}
        />
      ))
    case 'cloze':
      return content.gaps?.map((gap, position) => {
        const known = (key as ClozeKey | undefined)?.gaps[position]
        const field = { key: position, name: `key.${position}`, label: t('edit.gap', { n: String(position + 1) }) }
        if (gap.kind === 'choice')
          return <ChoiceField {...field} choices={gap.options ?? []} chosen={known?.kind === 'choice' ? known.correct : undefined} />
        if (gap.kind === 'numeric') return <TextField {...field} text={known?.kind === 'numeric' ? known.number.accepted[0]?.value : ''} isNumber />
        return (
          <LinesField
            {...field}
            label={`${field.label}: ${t('edit.accepted')}`}
            lines={acceptedIn(known?.kind === 'text' ? known.text : undefined)}
          />
        )
      })
    case 'essay':
      return <LinesField name="key" label={t('edit.guide')} lines={(key as EssayKey | undefined)?.guide ?? ''} isOptional />
    default:
      return null
  }
}

export type OptionKeyProps = KeyFieldsProps & { position: number }

/** What is right about one option, beside its text. */
export function OptionKey({ question: { content, key }, position }: OptionKeyProps) {
  const { t } = useWords()
  const letter = letterOf(position)
  switch (content.type) {
    case 'single-choice':
      return (
        <Tick
          kind="radio"
          name="key"
          value={position}
          label={t('edit.isRight', { letter })}
          isOn={(key as ChoiceKey | undefined)?.correct === position}
        />
      )
    case 'multiple-choice': {
      const correct = (key as ChoicesKey | undefined)?.correct ?? []
      return <Tick kind="checkbox" name="key" value={position} label={t('edit.isRight', { letter })} isOn={correct.includes(position)} />
    }
    case 'four-statements':
      return <TruthFields name={`key.${position}`} label={letter} isTrue={(key as TruthsKey | undefined)?.truths[position]} />
    case 'ordering': {
      const place = (key as OrderKey | undefined)?.order.indexOf(position)
      const places = (content.items ?? []).map((_, index) => String(index + 1))
      return <ChoiceField name={`key.${position}`} label={t('edit.place', { letter })} choices={places} chosen={place} />
    }
    default:
      return null
  }
}

const acceptedIn = (key: TextKey | undefined) => key?.accepted.map(({ text }) => text).join('\n') ?? ''

type TickProps = { kind: 'radio' | 'checkbox'; name: string; value: number | string; label: string; isOn: boolean | undefined }
function Tick({ kind, name, value, label, isOn }: TickProps) {
  return (
    <label class="keep">
      <input type={kind} name={name} value={value} defaultChecked={isOn === true} required={kind === 'radio'} />
      <span>{label}</span>
    </label>
  )
}

function TruthFields({ name, label, isTrue }: { name: string; label: string; isTrue: boolean | undefined }) {
  const { t } = useWords()
  return (
    <fieldset class="edit-truths">
      <legend>{label}</legend>
      <Tick kind="radio" name={name} value="true" label={t('question.true')} isOn={isTrue} />
      <Tick kind="radio" name={name} value="false" label={t('question.false')} isOn={isTrue === false} />
    </fieldset>
  )
}

function Labelled({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: every caller hands over the control as the child, which the rule cannot see
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  )
}

type TextFieldProps = { name: string; label: string; text: string | undefined; isNumber?: boolean; isOptional?: boolean }
function TextField({ name, label, text = '', isNumber = false, isOptional = false }: TextFieldProps) {
  return (
    <Labelled label={label}>
      <input name={name} defaultValue={text} inputMode={isNumber ? 'decimal' : undefined} required={!isOptional} autocomplete="off" />
    </Labelled>
  )
}

type LinesFieldProps = { name: string; label: string; lines: string; isOptional?: boolean; spareRows?: number }
export function LinesField({ name, label, lines, isOptional = false, spareRows = 1 }: LinesFieldProps) {
  return (
    <Labelled label={label}>
      <textarea name={name} defaultValue={lines} rows={Math.min(8, lines.split('\n').length + spareRows)} required={!isOptional} />
    </Labelled>
  )
}

type ChoiceFieldProps = { name: string; label: string; choices: readonly string[]; chosen: number | undefined }
function ChoiceField({ name, label, choices, chosen }: ChoiceFieldProps) {
  const { t } = useWords()
  return (
    <Labelled label={label}>
      <select name={name} required>
        <option value="">{t('edit.choose')}</option>
        {choices.map((text, position) => (
          <option key={position} value={position} selected={position === chosen}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}
