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
  /** Whether granting is the one thing to do next on the screen. */
  isNext?: boolean
  /** Called once when a consent that was begun here is in the token. */
  onGranted?: () => void
}

/** Admin consent from the app: Microsoft's page in the browser, whose answer comes back by itself. */
export function ConsentPanel({ wizard, isNext = false, onGranted }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  const consent = useConsent(wizard)
  const { state, error } = consent
  useGranted(state, onGranted)
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

/** The consent was seen to be under way before: one that is long over leads nowhere. */
function useGranted(state: ConsentState | null, onGranted: (() => void) | undefined): void {
  const open = useRef<string | null>(null)
  const granted = useRef(onGranted)
  granted.current = onGranted
  const { id = null, stage = null } = state ?? {}
  useEffect(() => {
    if (stage === 'waiting' || stage === 'checking') open.current = id
    if ((stage !== 'granted' && stage !== 'accepted') || open.current !== id || id === null) return
    open.current = null
    granted.current?.()
  }, [id, stage])
}

type StatusProps = { state: ConsentState; consent: ReturnType<typeof useConsent> }

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
  return <ConsentEnd state={state} onCheck={consent.check} />
}

const intents = {
  granted: 'success',
  accepted: 'success',
  pending: 'warning',
  expired: 'warning',
  stopped: 'info',
  refused: 'error',
} as const

function ConsentEnd({ state, onCheck }: { state: ConsentState; onCheck: (() => void) | null }) {
  const { t } = useTranslation('wizard')
  const { stage, missing, error } = state
  if (stage === 'waiting' || stage === 'checking') return null
  return (
    <MessageBar intent={intents[stage]} layout="multiline" role="status">
      <MessageBarBody>
        <MessageBarTitle>{t(`consent.stage.${stage}`)}</MessageBarTitle>
        {error === null ? t(`consent.meaning.${stage}`) : `${error.message} ${error.fix}`}
        {missing.length > 0 && ` ${t('consent.missing', { names: missing.join(', ') })}`}
      </MessageBarBody>
      {stage === 'pending' && onCheck !== null && (
        <MessageBarActions>
          <Button onClick={() => onCheck()}>{t('consent.check')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
