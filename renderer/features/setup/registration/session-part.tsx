import {
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistrationSession } from '../../../../electron/contract/registration/session.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { CallList } from './call-list.tsx'
import { SignInPart } from './sign-in-part.tsx'
import type { Registration } from './use-registration.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  text: { margin: 0 },
})

type Props = { session: RegistrationSession; registration: Registration }
type SessionPartProps = Props & {
  /** What follows once the work is done; it stands before what can be undone. */
  next?: ReactNode
}

/** Work in Microsoft Entra from the sign-in to its end. Nothing changes before the plan is seen. */
export function SessionPart({ session, registration, next = null }: SessionPartProps) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  switch (session.stage) {
    case 'signIn':
      return <SignInPart session={session} registration={registration} />
    case 'reading':
      return <Spinner size="tiny" labelPosition="after" label={t('stage.reading')} />
    case 'choose':
      return <Choose session={session} registration={registration} />
    default:
      return (
        <div className={styles.part}>
          <Facts session={session} />
          <Outcome session={session} />
          {next}
          <Actions session={session} registration={registration} />
          <Calls session={session} />
        </div>
      )
  }
}

const overStages: readonly RegistrationSession['stage'][] = ['done', 'stopped', 'undone']

/** What changes something stands open until it is over; what only reads is folded. */
function Calls({ session: { calls, stage } }: Pick<Props, 'session'>) {
  const { t } = useTranslation('automatic')
  const reads = calls.filter(({ kind }) => kind === 'read')
  const changes = calls.filter(({ kind }) => kind !== 'read')
  return (
    <>
      {changes.length > 0 && (
        <details key={overStages.includes(stage) ? 'over' : 'open'} open={!overStages.includes(stage)}>
          <summary>{t('calls.changes', { count: changes.length })}</summary>
          <CallList calls={changes} />
        </details>
      )}
      {reads.length > 0 && (
        <details>
          <summary>{t('calls.reads', { count: reads.length })}</summary>
          <CallList calls={reads} />
        </details>
      )}
    </>
  )
}

/** Who signed in, and what that person may do as far as it is known. */
function Facts({ session: { account, facts, work } }: Pick<Props, 'session'>) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  if (account === null) return null
  // Whoever exchanges a credential neither registers nor consents.
  const needsNoConsent = !['create', 'fix'].includes(work)
  const eligible = facts?.roles?.filter(({ state }) => state === 'eligible').map(({ name }) => name) ?? []
  const lines = [
    t('facts.account', { name: account.userName ?? account.tenantId }),
    facts === null || needsNoConsent || facts.mayRegister === 'unknown'
      ? ''
      : t(`facts.register.${facts.mayRegister}`),
    facts === null || needsNoConsent || facts.mayConsent === 'unknown'
      ? ''
      : t(`facts.consent.${facts.mayConsent}`),
    eligible.length === 0 ? '' : t('facts.eligible', { roles: eligible.join(', ') }),
    ...policyLines(facts, t),
  ].filter(line => line !== '')
  return (
    <ul className={styles.list}>
      {lines.map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** What policies restrict, with the policy that does. */
function policyLines(facts: RegistrationSession['facts'], t: TFunction<'automatic'>): readonly string[] {
  if (facts === null) return []
  const { secretsAllowed, maxSecretDays, maxCertificateDays, madeCertificatesAllowed, policy } = facts
  const lines = [
    secretsAllowed === false ? t('facts.noSecrets') : '',
    maxSecretDays === null ? '' : t('facts.maxDays', { count: maxSecretDays }),
    maxCertificateDays === null ? '' : t('facts.maxCertificateDays', { count: maxCertificateDays }),
    madeCertificatesAllowed === false ? t('facts.authoritiesOnly') : '',
  ].filter(line => line !== '')
  if (policy === null || lines.length === 0) return lines
  const id = policy.name === null ? (policy.id ?? '') : `${policy.name} (${policy.id ?? ''})`
  return [...lines, t(policy.ofApp ? 'facts.appPolicy' : 'facts.tenantPolicy', { id })]
}

function Outcome({ session: { stage, error, work } }: Pick<Props, 'session'>) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  if (stage === 'plan') return <p className={styles.text}>{t('stage.plan')}</p>
  if (stage === 'running' || stage === 'undoing') {
    return <Spinner size="tiny" labelPosition="after" label={t(`stage.${stage}`)} />
  }
  if (stage === 'done') {
    return (
      <MessageBar intent="success" role="status">
        <MessageBarBody>{t(`done.${work}`)}</MessageBarBody>
      </MessageBar>
    )
  }
  return (
    <MessageBar intent={stage === 'failed' ? 'error' : 'info'} layout="multiline" role="status">
      <MessageBarBody>
        <MessageBarTitle>
          {error?.message ?? t(stage === 'undone' ? 'stage.undone' : 'stage.stopped')}
        </MessageBarTitle>
        {error?.fix}
      </MessageBarBody>
    </MessageBar>
  )
}

function Actions({ session, registration }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const format = useFormat()
  const { stage, calls, undo, undoUntil } = session
  const changes = calls.filter(({ kind, state }) => kind === 'write' && state === 'planned').length
  return (
    <>
      <div className={styles.row}>
        {stage === 'plan' && (
          <Button appearance="primary" onClick={() => registration.answer({ kind: 'go' })}>
            {t('act.go', { count: changes })}
          </Button>
        )}
        {session.canSignInAgain && (
          <Button appearance="primary" onClick={() => void registration.signInAgain()}>
            {t('act.signInAgain')}
          </Button>
        )}
        {stage === 'failed' && undoUntil !== null && (
          <Button
            appearance={session.canSignInAgain ? 'secondary' : 'primary'}
            onClick={() => registration.answer({ kind: 'go' })}
          >
            {t('act.resume')}
          </Button>
        )}
        {(stage === 'plan' || stage === 'running') && (
          <Button onClick={() => registration.answer({ kind: 'stop' })}>{t('act.stop')}</Button>
        )}
        {undo.length > 0 && undoUntil !== null && stage !== 'running' && stage !== 'undoing' && (
          <Button appearance="subtle" onClick={registration.undo}>
            {t('act.undo')}
          </Button>
        )}
      </div>
      {undo.length > 0 && undoUntil !== null && (
        <Caption1 className={styles.quiet}>
          {t('act.undoAbout', { parts: undo.join('; '), time: format.time(undoUntil) })}
        </Caption1>
      )}
    </>
  )
}

/** Several registrations fit: a person says which one is meant. */
function Choose({ session: { candidates }, registration }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const format = useFormat()
  return (
    <div className={styles.part}>
      <p className={styles.text}>{t('choose.about')}</p>
      <ul className={styles.list}>
        {candidates.map(({ application, clientId, name, createdAt }) => (
          <li key={application} className={styles.row}>
            <Button onClick={() => registration.answer({ kind: 'use', application })}>
              {t('choose.use', { name })}
            </Button>
            <Caption1 className={styles.quiet}>
              {createdAt === null ? clientId : `${clientId} · ${format.date(createdAt)}`}
            </Caption1>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button onClick={() => registration.answer({ kind: 'use', application: null })}>
          {t('choose.new')}
        </Button>
        <Button appearance="subtle" onClick={() => registration.answer({ kind: 'stop' })}>
          {t('act.stop')}
        </Button>
      </div>
    </div>
  )
}
