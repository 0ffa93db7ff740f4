import { Caption1, Field, Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Hint } from '../../../../electron/contract/entry/hints.ts'
import { SecretInput } from '../../../ui/secret-input.tsx'
import type { Wizard } from '../wizard.ts'
import { ExpiryField } from './expiry-field.tsx'
import { type Credential, useEmptied } from './use-credential.ts'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** How a field looks with what is to be said about its value. */
export function validity(hints: readonly Hint[], missing: string | null = null) {
  const worst =
    hints.find(({ severity }) => severity === 'error') ?? hints.find(({ severity }) => severity === 'warning')
  if (worst !== undefined) {
    const message = worst.fix === '' ? worst.text : `${worst.text} ${worst.fix}`
    return {
      validationState: worst.severity === 'error' ? 'error' : 'warning',
      validationMessage: message,
    } as const
  }
  return missing === null ? {} : ({ validationState: 'error', validationMessage: missing } as const)
}

export type CredentialProps = { wizard: Wizard; credential: Credential; isMissing: boolean }

/** The secret with its date of expiry. */
export function SecretFields({
  wizard,
  credential,
  isMissing,
  isPast,
}: CredentialProps & { isPast: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { t: tw } = useTranslation('wizard')
  const { saved } = wizard
  useEmptied(credential.secretField)
  const isKept = saved !== null && saved.connector.credential === 'secret'
  const good = credential.hasText && credential.hints.length === 0
  return (
    <div className={styles.row}>
      <Field
        label={t('setup.enter.secret')}
        hint={isKept ? t('setup.enter.secretKept') : t('setup.enter.secretFrom')}
        required={!isKept}
        {...(good
          ? ({ validationState: 'success', validationMessage: t('setup.enter.secretGood') } as const)
          : {})}
        {...validity(credential.hints, isMissing ? t('setup.enter.secretMissing') : null)}
      >
        <SecretInput
          inputRef={credential.secretField}
          showLabel={t('setup.enter.show')}
          hideLabel={t('setup.enter.hide')}
          onInput={credential.judge}
        />
      </Field>
      <ExpiryField wizard={wizard} isPast={isPast} />
      <Caption1 className={styles.quiet}>
        {`${tw('secret.refused')} `}
        <Link as="button" inline onClick={() => wizard.change({ credential: 'certificate' })}>
          {tw('secret.useCertificate')}
        </Link>
      </Caption1>
    </div>
  )
}
