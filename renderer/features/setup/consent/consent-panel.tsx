import {
  Button,
  Caption1,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentState } from '../../../../electron/contract/registration/consent.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { idsOfDraft, type Wizard } from '../wizard.ts'
import { useConsent } from './use-consent.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type Props = {
  wizard: Wizard
  /** What is consented to, where it is known before the window hears of it. */
  connector?: string | null
  /** Whether granting is the one thing to do next on the screen. */
  isNext?: boolean
  /** Called once when a consent that was begun here is in the token. */
  onGranted?: () => void
}

/** Admin consent from the app: Microsoft's page in the browser, whose answer comes back by itself. */
export function ConsentPanel({ wizard, isNext = false, onGranted, ...props }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  const connector = props.connector ?? wizard.saved?.connector.id ?? null
  const consent = useConsent(wizard, connector)
  const { state, error } = consent
  useGranted(consent, onGranted)
  const hasIds = idsOfDraft(wizard.draft).areGood
  if (wizard.isDemo) return null
  const isOpen = state !== null && (state.stage === 'waiting' || state.stage === 'checking')
  return (
    <div className={styles.part}>
      {error !== null && <ErrorPanel error={error} />}
      {state !== null && <ConsentStatus state={state} consent={consent} />}
      <div className={styles.row}>
        {!isOpen && (
          <Button
            appearance={isNext && state === null ? 'primary' : 'secondary'}
            disabledFocusable={!hasIds}
            onClick={() => void consent.begin()}
          >
            {t('consent.grant')}
          </Button>
        )}
        {!isOpen && consent.check !== null && (
          <Button appearance="subtle" onClick={() => void consent.check?.()}>
            {t('consent.check')}
          </Button>
        )}
      </div>
      <Caption1 className={styles.quiet}>{hasIds ? t('consent.about') : t('consent.needsIds')}</Caption1>
    </div>
  )
}

/**
 * Leads on once from a consent that was begun here; one that is long over leads nowhere. What was drawn
 * before does not count: a window behind the browser may draw nothing between the start and the answer.
 */
function useGranted({ isToLead, markLed }: Consent, onGranted: (() => void) | undefined): void {
  const latest = useRef({ markLed, onGranted })
  latest.current = { markLed, onGranted }
  useEffect(() => {
    if (!isToLead) return
    latest.current.markLed()
    latest.current.onGranted?.()
  }, [isToLead])
}

type Consent = ReturnType<typeof useConsent>
type StatusProps = { state: ConsentState; consent: Consent }

function ConsentStatus({ state, consent }: StatusProps) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  const format = useFormat()
  const { stage, address, until, missing, nextCheckAt } = state
  if (stage === 'waiting' || stage === 'checking') {
    const detail =
      stage === 'waiting'
        ? until === null
          ? ''
          : t('consent.until', { time: format.time(until) })
        : [
            missing.length === 0 ? '' : t('consent.missing', { names: missing.join(', ') }),
            nextCheckAt === null ? '' : t('consent.next', { time: format.time(nextCheckAt) }),
          ].join(' ')
    return (
      <div className={styles.part} role="status">
        <div className={styles.row}>
          <Spinner size="tiny" labelPosition="after" label={t(`consent.stage.${stage}`)} />
          {address !== null && (
            <Button size="small" onClick={() => consent.open(address)}>
              {t('consent.openAgain')}
            </Button>
          )}
          <Button size="small" appearance="subtle" onClick={() => void consent.stop()}>
            {t('consent.stop')}
          </Button>
        </div>
        <Caption1 className={styles.quiet}>{detail}</Caption1>
      </div>
    )
  }
  return <ConsentEnd state={state} onStop={() => void consent.stop()} />
}

/** A consent arrives as a whole: what is missing beside it was hardly asked for. */
function isPartly({ roles, missing }: ConsentState): boolean {
  return (roles?.length ?? 0) > 0 && missing.length > 0
}

const intents = {
  granted: 'success',
  accepted: 'success',
  pending: 'warning',
  expired: 'warning',
  stopped: 'info',
  refused: 'error',
} as const

function ConsentEnd({ state, onStop }: { state: ConsentState; onStop: () => void }) {
  const { t } = useTranslation('wizard')
  const format = useFormat()
  const { stage, missing, error, nextCheckAt } = state
  if (stage === 'waiting' || stage === 'checking') return null
  const isPart = stage === 'pending' && isPartly(state)
  const names = missing.join(', ')
  return (
    <MessageBar intent={intents[stage]} layout="multiline" role="status">
      <MessageBarBody>
        <MessageBarTitle>{t(isPart ? 'consent.partly' : `consent.stage.${stage}`)}</MessageBarTitle>
        {error !== null
          ? `${error.message} ${error.fix}`
          : t(isPart ? 'consent.partlyMeaning' : `consent.meaning.${stage}`, { names })}
        {missing.length > 0 && !isPart && ` ${t('consent.missing', { names })}`}
        {nextCheckAt !== null && ` ${t('consent.next', { time: format.time(nextCheckAt) })}`}
      </MessageBarBody>
      {nextCheckAt !== null && (
        <MessageBarActions>
          <Button onClick={onStop}>{t('consent.stop')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
