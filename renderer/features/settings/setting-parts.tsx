import {
  Dropdown,
  Field,
  Input,
  type InputProps,
  makeStyles,
  Option,
  tokens,
} from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import type { SettingsEditor } from './use-settings.ts'

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    width: '100%',
    maxWidth: '560px',
  },
  // Switches and radios have room for a finger around them, by which they would stand behind the labels.
  part: {
    '& .fui-Switch, & .fui-RadioGroup': { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
  },
})

/** One group of settings. */
export function SettingsPanel({ children }: { children: ReactNode }) {
  return <div className={useStyles().panel}>{children}</div>
}

/** Settings that belong together. */
export function SettingsPart({ children }: { children: ReactNode }) {
  return <div className={useStyles().part}>{children}</div>
}

const useSettingFieldStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 72px',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  saved: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXXS,
    minHeight: '32px',
    color: tokens.colorStatusSuccessForeground1,
    fontSize: tokens.fontSizeBase200,
  },
})

type Props = {
  editor: SettingsEditor
  /** As in the settings: `schedule.at`. */
  name: string
  label?: string
  hint?: string
  children: ReactElement
}

/** One setting with its label, what it means, whether it was just saved, and what is wrong with it. */
export function SettingField({ editor, name, label, hint, children }: Props) {
  const styles = useSettingFieldStyles()
  const { t } = useTranslation()
  const problem = editor.problemAt(name)
  return (
    <div className={styles.row}>
      <Field
        {...(label === undefined ? {} : { label })}
        {...(hint === undefined ? {} : { hint })}
        {...(problem === null ? {} : { validationMessage: problem, validationState: 'error' as const })}
      >
        {children}
      </Field>
      <span>
        {editor.savedField === name && (
          <span className={styles.saved} aria-hidden>
            <CheckmarkRegular />
            {t('settings.saved')}
          </span>
        )}
        <VisuallyHidden live>{editor.savedField === name ? t('settings.saved') : ''}</VisuallyHidden>
      </span>
    </div>
  )
}

const useChoiceStyles = makeStyles({ choice: { width: '320px', maxWidth: '100%', minWidth: '200px' } })

type ChoiceProps<T extends string> = {
  value: T
  choices: readonly { value: T; text: string }[]
  onChoose: (value: T) => void
}

/**
 * One of a few, in a list that opens. What a field gives its control (its name, its description) comes along.
 */
export function Choice<T extends string>({ value, choices, onChoose, ...fromField }: ChoiceProps<T>) {
  const styles = useChoiceStyles()
  return (
    <Dropdown
      {...fromField}
      className={styles.choice}
      value={choices.find(choice => choice.value === value)?.text ?? ''}
      selectedOptions={[value]}
      onOptionSelect={(_event, { optionValue }) => {
        const chosen = choices.find(choice => choice.value === optionValue)
        if (chosen !== undefined) onChoose(chosen.value)
      }}
    >
      {choices.map(choice => (
        <Option key={choice.value} value={choice.value}>
          {choice.text}
        </Option>
      ))}
    </Dropdown>
  )
}

type CommittedInputProps = Omit<InputProps, 'value' | 'onChange' | 'type'> & {
  value: string
  onCommit: (value: string) => void
}

/** A text that counts once it is left or Enter is pressed, so that nothing half typed is saved. */
export function CommittedInput({
  value,
  onCommit,
  kind,
  ...rest
}: CommittedInputProps & { kind: 'text' | 'time' }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const commit = () => {
    // A time that is only partly typed is empty to the browser.
    if (kind === 'time' && typed === '') setTyped(value)
    else if (typed !== value) onCommit(typed)
  }
  return (
    <Input
      {...rest}
      type={kind}
      value={typed}
      onChange={(_event, data) => setTyped(data.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') commit()
      }}
    />
  )
}
