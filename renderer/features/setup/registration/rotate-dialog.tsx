import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  SpinButton,
  tokens,
} from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { credentialDays } from '../../../../electron/contract/registration/names.ts'
import type { PendingRotation } from '../../../../electron/contract/registration/rotation.ts'
import type { RegistrationSession } from '../../../../electron/contract/registration/session.ts'
import type { ConnectorStatus } from '../../../../electron/contract/schemas.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { PendingPart } from './pending-part.tsx'
import { SessionPart } from './session-part.tsx'
import { type Registration, useRegistration } from './use-registration.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  text: { margin: 0 },
})

type Props = {
  connector: ConnectorStatus['connector']
  /** A rotation that was broken off, which has to come to its end first. */
  pending: PendingRotation | null
  onClose: () => void
}

/** Exchanges the credential of a connector in the name of who signs in, each call shown before it is made. */
export function RotateDialog({ connector, pending, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const registration = useRegistration(`rotate ${connector.id}`)
  const { session, error } = registration
  // Opened by the first drawing of the window a dialog would stay hidden from screen readers.
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(true), [])
  const isOver = session === null || session.stage === 'stopped' || session.stage === 'undone'
  // A failed call can be resumed as long as the sign-in is kept.
  const isUnderWay = !isOver && (session.stage !== 'failed' || session.undoUntil !== null)
  const close = () => {
    // A rotation that is complete makes room for the next one; anything else is found again.
    if (session?.stage === 'done') registration.forget()
    onClose()
  }
  return (
    <Dialog open={isShown} onOpenChange={(_event, { open }) => !open && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('rotate.title', { name: connector.name })}</DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.text}>{t('rotate.about')}</p>
            {error !== null && <ErrorPanel error={error} />}
            {session !== null && (
              <SessionPart
                session={session}
                registration={registration}
                next={<Result session={session} />}
              />
            )}
            {pending !== null && !isUnderWay && <PendingPart pending={pending} registration={registration} />}
            {isOver && pending === null && <Begin connector={connector} begin={registration.begin} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{t('fix.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

type BeginProps = { connector: Props['connector']; begin: Registration['begin'] }

function Begin({ connector, begin }: BeginProps) {
  const { t } = useTranslation('automatic')
  const [credential, setCredential] = useState(connector.credential)
  const [days, setDays] = useState<number>(credentialDays.usual)
  const { least, most } = credentialDays
  const [keepOld, setKeepOld] = useState(false)
  const [readPolicies, setReadPolicies] = useState(false)
  const isValid = Number.isInteger(days) && days >= least && days <= most
  const start = () =>
    void begin({
      work: { kind: 'rotate', connector: connector.id, credential, days, keepOld },
      readPolicies,
    })
  const renew = () => void begin({ work: { kind: 'renew', connector: connector.id, days } })
  return (
    <>
      <Field label={t('rotate.credential')}>
        <RadioGroup
          layout="horizontal"
          value={credential}
          onChange={(_event, { value }) => setCredential(value === 'certificate' ? 'certificate' : 'secret')}
        >
          <Radio value="secret" label={t('begin.secret')} />
          <Radio value="certificate" label={t('begin.certificate')} />
        </RadioGroup>
      </Field>
      <Field
        label={t('rotate.days')}
        hint={t('rotate.daysAbout', { least, most })}
        validationState={isValid ? 'none' : 'error'}
      >
        <SpinButton
          value={Number.isNaN(days) ? null : days}
          min={least}
          max={most}
          onChange={(_event, data) => setDays(data.value ?? Number(data.displayValue || Number.NaN))}
        />
      </Field>
      <Field hint={t('rotate.keepOldAbout')}>
        <Checkbox
          label={t('rotate.keepOld')}
          checked={keepOld}
          onChange={(_event, { checked }) => setKeepOld(checked === true)}
        />
      </Field>
      <Checkbox
        label={t('ways.policies')}
        checked={readPolicies}
        onChange={(_event, { checked }) => setReadPolicies(checked === true)}
      />
      {connector.credential === 'certificate' && credential === 'certificate' && (
        <Field hint={t('rotate.renewAbout')}>
          <div>
            <Button disabledFocusable={!isValid} onClick={renew}>
              {t('rotate.renew')}
            </Button>
          </div>
        </Field>
      )}
      <div>
        <Button appearance="primary" disabledFocusable={!isValid} onClick={start}>
          {t('begin.start')}
        </Button>
      </div>
    </>
  )
}

/** What is in use after the end, and, from the plan on, why the old one stays in the tenant. */
function Result({ session: { stage, work, calls, made, kept } }: { session: RegistrationSession }) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const format = useFormat()
  if (stage !== 'plan' && stage !== 'done') return null
  // The first that is not skipped adds the new credential.
  const addition = calls.find(({ kind, state }) => kind === 'write' && state !== 'skipped')
  const kind = addition?.path.endsWith('/addPassword') === true ? 'secret' : 'certificate'
  const date = made?.expiresOn == null ? null : format.date(made.expiresOn)
  return (
    <>
      {stage === 'done' && (work === 'rotate' || work === 'renew') && (
        <p className={styles.text}>
          {date === null ? t(`rotate.inUse.${kind}`) : t(`rotate.inUseUntil.${kind}`, { date })}
        </p>
      )}
      {kept !== null && (
        <p className={styles.text}>
          {t(`rotate.kept.${kept.reason}`, { connectors: kept.connectors.join(', ') })}
        </p>
      )}
    </>
  )
}
