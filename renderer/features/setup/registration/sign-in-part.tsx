import { Button, Caption1, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WireError } from '../../../../electron/contract/errors.ts'
import type { RegistrationSession } from '../../../../electron/contract/registration/session.ts'
import { useBridge } from '../../../bridge/context.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import type { Registration } from './use-registration.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase500 },
})

type Props = { session: RegistrationSession; registration: Registration }

/** Waits for the person in the browser, and helps where Microsoft’s page shows an error. */
export function SignInPart({ session, registration }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const format = useFormat()
  const { signIn, client } = session
  if (signIn === null) return <Spinner size="tiny" labelPosition="after" label={t('signIn.beginning')} />
  return (
    <div className={styles.part} role="status">
      <div className={styles.row}>
        <Spinner size="tiny" labelPosition="after" label={t('signIn.waiting')} />
        <Button size="small" onClick={() => registration.open(signIn.address)}>
          {t('signIn.openAgain')}
        </Button>
        <Button size="small" appearance="subtle" onClick={() => registration.answer({ kind: 'stop' })}>
          {t('signIn.stop')}
        </Button>
      </div>
      {signIn.userCode !== null && (
        <div className={styles.row}>
          <span>{t('signIn.code')}</span>
          <span className={styles.code}>{signIn.userCode}</span>
          <CopyButton text={signIn.userCode} label={t('signIn.copyCode')} />
        </div>
      )}
      <Caption1 className={styles.quiet}>
        {t('signIn.name', { app: client.appName, time: format.time(signIn.until) })}
      </Caption1>
      <Explain />
    </div>
  )
}

/** Some errors never come back to the app: Microsoft’s page keeps them. */
function Explain() {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const bridge = useBridge()
  const [text, setText] = useState('')
  const [meaning, setMeaning] = useState<WireError | 'unknown' | null>(null)
  const explain = async () => {
    try {
      setMeaning((await bridge.call('signIn.explain', { text })) ?? 'unknown')
    } catch {
      // The engine is not there; the window says that itself.
      setMeaning('unknown')
    }
  }
  const message =
    meaning === null ? '' : meaning === 'unknown' ? t('explain.unknown') : `${meaning.message} ${meaning.fix}`
  return (
    <Field
      label={t('explain.label')}
      validationState={meaning === null ? 'none' : 'warning'}
      {...(message === '' ? {} : { validationMessage: message })}
    >
      <div className={styles.row}>
        <Input
          value={text}
          maxLength={4000}
          placeholder="AADSTS…"
          aria-label={t('explain.label')}
          onChange={(_event, { value }) => setText(value)}
        />
        <Button size="small" disabledFocusable={text.trim() === ''} onClick={() => void explain()}>
          {t('explain.show')}
        </Button>
      </div>
    </Field>
  )
}
