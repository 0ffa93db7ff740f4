import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../../electron/contract/schemas.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { CheckGroups } from '../checks/check-groups.tsx'
import { CheckList, CheckSummary, outcomeOf } from '../checks/check-list.tsx'
import { FirstSync } from '../checks/first-sync.tsx'
import type { ChecksState } from '../checks/use-checks.ts'
import { ExternalLink } from '../lines/external-link.tsx'
import { PermissionLadder } from '../permissions/permission-ladder.tsx'
import { hasUnsavedValues, idsOfDraft, itemOf, type Wizard } from '../wizard.ts'

const useStyles = makeStyles({
  what: { margin: 0 },
})

type Props = { wizard: Wizard; onFinish: (connector: string) => void }

/** The test of the connection, and the first sync when it has passed. */
export function TestStep({ wizard, onFinish }: Props) {
  const { t } = useTranslation()
  const { saved } = wizard
  if (saved !== null) return <Testing wizard={wizard} saved={saved} onFinish={onFinish} />
  return (
    <EmptyState title={t('setup.checks.notSaved')} about={t('setup.checks.notSavedAbout')}>
      <Button
        appearance="primary"
        onClick={() => wizard.goTo(idsOfDraft(wizard.draft).areGood ? 'enterValues' : 'copyIds')}
      >
        {t('setup.checks.enterValues')}
      </Button>
    </EmptyState>
  )
}

function Testing({ wizard, saved, onFinish }: Props & { saved: ConnectorStatus }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { checks, isRunning, error, stop } = wizard.checks
  const isTested = checks.length > 0
  const isGood = isTested && !isRunning && outcomeOf(checks) !== 'failed'
  return (
    <>
      {hasUnsavedValues(wizard) && <UnsavedNotice />}
      {isTested || isRunning ? (
        <CheckSummary wizard={wizard} />
      ) : (
        <p className={styles.what}>{t('setup.checks.intro')}</p>
      )}
      {error !== null && <ErrorPanel error={error} />}
      {isGood && wizard.hasReplaced && <OldOneNotice wizard={wizard} />}
      <FirstSync status={saved} isReady={isGood} onFinish={() => onFinish(saved.connector.id)}>
        {isRunning ? (
          <Button onClick={() => stop?.()}>{t('setup.checks.stop')}</Button>
        ) : (
          <Button
            appearance={isGood ? 'secondary' : 'primary'}
            onClick={() => wizard.test(saved.connector.id)}
          >
            {isTested ? t('setup.checks.again') : t('setup.checks.start')}
          </Button>
        )}
      </FirstSync>
      {isRunning && <CheckList wizard={wizard} />}
      {isTested && !isRunning && <CheckGroups wizard={wizard} />}
      {isTested && !isRunning && <PermissionLadder wizard={wizard} />}
      <Announcement checks={checks} isRunning={isRunning} />
    </>
  )
}

/** The last part of a rotation: the credential that was replaced still opens the door until it is removed. */
function OldOneNotice({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation('wizard')
  const link = itemOf(wizard.guide, 'secret')?.link ?? null
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('rotation.done')}</MessageBarTitle>
        {t('rotation.remove')}{' '}
        {link !== null && <ExternalLink address={link.address}>{link.label}</ExternalLink>}
      </MessageBarBody>
    </MessageBar>
  )
}

function UnsavedNotice() {
  const { t } = useTranslation()
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('setup.checks.enterValues')}</MessageBarTitle>
        {t('setup.checks.unsaved')}
      </MessageBarBody>
    </MessageBar>
  )
}

/** Read out once when a test begins and once when it ends, not for every check. */
function Announcement({ checks, isRunning }: Pick<ChecksState, 'checks' | 'isRunning'>) {
  const { t } = useTranslation()
  const ended = checks.length === 0 ? '' : t(`setup.checks.outcome.${outcomeOf(checks)}`)
  return <VisuallyHidden live>{isRunning ? t('setup.checks.running') : ended}</VisuallyHidden>
}
