import { Field, makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import type { SettingsEditor } from './use-settings.ts'

const useStyles = makeStyles({
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
  const styles = useStyles()
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
