import { Button, Field, makeStyles, tokens } from '@fluentui/react-components'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { decodeText } from '../../../../electron/contract/entry/decoded.ts'
import type { Hint } from '../../../../electron/contract/entry/hints.ts'
import { KeyTextarea, SecretInput } from '../../../ui/secret-input.tsx'
import type { Wizard } from '../wizard.ts'
import { ExpiryField } from './expiry-field.tsx'
import type { Credential } from './use-credential.ts'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
  },
  file: { display: 'none' },
  certificate: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    alignItems: 'flex-start',
  },
  wide: { width: '100%' },
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

type Props = { wizard: Wizard; credential: Credential; isMissing: boolean }

/** The secret with its date of expiry. */
export function SecretFields({ wizard, credential, isMissing, isPast }: Props & { isPast: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { saved } = wizard
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
    </div>
  )
}

/** The certificate with its private key, pasted or from a file. */
export function CertificateFields({ wizard: { saved }, credential, isMissing }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const isKept = saved !== null && saved.connector.credential === 'certificate'
  const take = async (file: File | undefined) => {
    if (file === undefined || file.size > maxPemLength) return
    const { text } = decodeText(new Uint8Array(await file.arrayBuffer()), { lenient: true })
    // What is no text is judged, and refused with its reason, by the engine.
    credential.fill(text ?? (await file.text()))
  }
  return (
    <div className={styles.certificate}>
      <Field
        className={styles.wide}
        label={t('setup.enter.certificate')}
        hint={isKept ? t('setup.enter.certificateKept') : t('setup.enter.certificateFrom')}
        required={!isKept}
        {...validity([], isMissing ? t('setup.enter.certificateMissing') : null)}
      >
        <KeyTextarea
          areaRef={credential.pemField}
          placeholder="-----BEGIN PRIVATE KEY-----"
          onInput={credential.judge}
        />
      </Field>
      <input
        ref={picker}
        type="file"
        className={styles.file}
        accept=".pem,.crt,.cer,.key,.txt"
        tabIndex={-1}
        aria-label={t('setup.enter.certificateFile')}
        onChange={event => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button size="small" onClick={() => picker.current?.click()}>
        {t('setup.enter.certificateFile')}
      </Button>
    </div>
  )
}

/** Microsoft Entra takes one certificate; chains and long keys still fit several times over. */
const maxPemLength = 65_536
