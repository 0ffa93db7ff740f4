import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { fixableChecks } from '../../../../electron/contract/registration/names.ts'
import type {
  RegistrationSession,
  RegistrationWork,
} from '../../../../electron/contract/registration/session.ts'
import type { ConnectorStatus } from '../../../../electron/contract/schemas.ts'
import type { Check } from '../../../../electron/contract/setup/checks.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useSync } from '../../sync/use-sync.tsx'
import type { Wizard } from '../wizard.ts'
import { SessionPart } from './session-part.tsx'
import { useRegistration } from './use-registration.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  text: { margin: 0 },
})

/** What failed for one of these has nothing to do with the registration. */
const beyondRegistration: readonly Check['step'][] = ['network', 'service', 'app', 'conditionalAccess']

/** Where a sign-in leads to when the tenant does not know the app, or not its enterprise application. */
const unknownApp: readonly Check['step'][] = ['clientId', 'enterpriseApp']

/** What the app could do itself about a failed check after somebody has signed in; null where it cannot. */
export function workFor(check: Pick<Check, 'id' | 'step'>, connector: string): RegistrationWork | null {
  if (beyondRegistration.includes(check.step)) return null
  if (check.id === 'names') return { kind: 'names', connector, show: true }
  // A secret that is refused is no matter of the registration; an app that is not known is.
  if (check.id === 'token' && !unknownApp.includes(check.step)) return null
  const fixable = fixableChecks.find(known => known === check.id)
  return fixable === undefined ? null : { kind: 'fix', connector, checks: [fixable] }
}

type Props = { check: Check; work: RegistrationWork; wizard: Wizard }

/** Repairs in the tenant what one check has found, in the name of who signs in, each call shown before. */
export function FixDialog({ check, work, wizard }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const registration = useRegistration(`${wizard.draft.id} ${check.id}`)
  const { session, error } = registration
  const connector = wizard.saved?.connector.id ?? ''
  const isOver = session === null || session.stage === 'stopped' || session.stage === 'undone'
  return (
    <Dialog
      onOpenChange={(_event, { open }) => {
        if (!open && session?.stage === 'done') wizard.test(connector)
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" appearance="primary" aria-label={t('fix.label', { title: check.title })}>
          {t('fix.open')}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('fix.label', { title: check.title })}</DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.text}>{check.fix}</p>
            {work.kind === 'names' && <p className={styles.text}>{t('fix.names')}</p>}
            {error !== null && <ErrorPanel error={error} />}
            {session !== null && (
              <SessionPart
                session={session}
                registration={registration}
                next={<NamesNext session={session} status={wizard.saved} />}
              />
            )}
            {isOver && (
              <div>
                <Button appearance="primary" onClick={() => void registration.begin({ work })}>
                  {t('begin.start')}
                </Button>
              </div>
            )}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('fix.close')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

type NamesNextProps = { session: RegistrationSession; status: ConnectorStatus | null }

/** What Microsoft Graph says of the names once the setting was changed, and how they come into the app. */
function NamesNext({ session: { work, stage, calls }, status }: NamesNextProps) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  if (work !== 'names' || stage !== 'done' || status === null) return null
  const change = calls.findLast(({ kind }) => kind === 'write')
  return (
    <>
      {change !== undefined && <p className={styles.text}>{change.result}</p>}
      <p className={styles.text}>{t('fix.namesNext')}</p>
      <SyncNow status={status} />
    </>
  )
}

function SyncNow({ status }: { status: ConnectorStatus }) {
  const { t } = useTranslation('automatic')
  const sync = useSync(status)
  return (
    <div>
      <Button disabledFocusable={sync.isRunning} onClick={sync.start}>
        {t(sync.isRunning ? 'fix.syncing' : 'fix.syncNow')}
      </Button>
      {sync.error !== null && <ErrorPanel error={sync.error} />}
    </div>
  )
}
