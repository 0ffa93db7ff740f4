import {
  Badge,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { ArrowLeft16Regular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readClientId } from '../../../electron/contract/entry/identifiers.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type {
  DraftInput,
  SetupItemId,
  SetupStepId,
  SetupSubject,
} from '../../../electron/contract/setup/setup.ts'
import { useQueries } from '../../queries.ts'
import { formatRoute, plainRoute, type SetupPlace, setupRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useDelayed } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useChecks } from './checks/use-checks.ts'
import { Stepper } from './stepper.tsx'
import { useDiscardDraft, useDraft } from './use-draft.ts'
import { type Pasted, type SecretSink, stepOf, usePaste, type Wizard } from './wizard.ts'
import { WizardStep } from './wizard-step.tsx'

type Props = {
  place: SetupPlace
  connectors: readonly ConnectorStatus[]
  navigate: Navigate
  /** Shows the figures of a connector whose setup has ended. */
  onFinish: (connector: string) => void
}

/** The wizard for a new tenant or for one that is there, on the step that the address names. */
export function WizardScreen({ place, connectors, navigate, onFinish }: Props) {
  const { t } = useTranslation()
  const named = connectors.find(({ connector }) => connector.id === place.connector) ?? null
  const isDemo = named?.demo === true
  const { draft, change, isReady, error } = useDraft(place, named, !isDemo)
  const saved = connectors.find(({ connector }) => connector.id === draft.connector) ?? named
  const subject = subjectOf(draft, isDemo)
  const guide = useQuery(useQueries().guide(subject))
  const { state, run } = useChecks(saved?.connector.id ?? null)
  const discard = useDiscardDraft()
  const sink: SecretSink = useRef<((secret: string) => void) | null>(null)
  const pasted = usePaste(change, sink, isReady && !isDemo)
  const [opened, setOpened] = useState<ReadonlySet<SetupItemId>>(new Set())
  const markOpened = (line: SetupItemId) => setOpened(known => new Set([...known, line]))
  const [hasReplaced, setReplaced] = useState(false)
  const isLate = useDelayed(guide.isPending || !isReady)

  const goTo = (step: SetupStepId) => {
    if (!isDemo) change({ step })
    navigate(setupRoute({ step, connector: place.connector, draft: draft.id }))
  }
  if (guide.isError) {
    return (
      <Page title={t('screens.setup')}>
        <ErrorPanel error={guide.error} onRetry={() => void guide.refetch()} />
        <Link href={formatRoute(plainRoute('tenants'))}>{t('setup.back')}</Link>
      </Page>
    )
  }
  if (guide.data === undefined || !isReady) return isLate ? <Spinner label={t('common.loading')} /> : null
  const wizard: Wizard = {
    ...{ guide: guide.data, draft, saved, isDemo, checks: state },
    ...{ opened, markOpened, hasReplaced, markReplaced: () => setReplaced(true), change, goTo, test: run },
  }
  return (
    <WizardLayout
      wizard={wizard}
      subject={subject}
      named={place.step}
      hasTenants={connectors.length > 0}
      sink={sink}
      pasted={pasted}
      problem={error}
      onFinish={connector => {
        // What is left behind by a failure is a draft that can be discarded by hand.
        if (!isDemo) void discard(draft.id).catch(() => undefined)
        onFinish(connector)
      }}
    />
  )
}

function subjectOf(draft: DraftInput, demo: boolean): SetupSubject {
  const client = readClientId(draft.clientId)
  return {
    cloud: draft.cloud,
    permissions: draft.permissions,
    clientId: isGood(client) ? client.value : null,
    company: draft.name.trim() === '' ? null : draft.name.trim(),
    demo,
  }
}

function isGood({ hints }: ReturnType<typeof readClientId>): boolean {
  return hints.every(({ severity }) => severity !== 'error')
}

const useStyles = makeStyles({
  // What is only read aloud stays within what scrolls, so that it cannot lengthen the window.
  wizard: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '272px minmax(0, 1fr)',
    height: '100%',
    minHeight: 0,
    '@media (max-width: 1099px)': { gridTemplateColumns: '236px minmax(0, 1fr)' },
    '@media (max-height: 479px)': { height: '100%', overflowY: 'auto' },
    '@media (max-width: 819px)': { display: 'block', overflowY: 'auto' },
  },
  side: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    minHeight: 0,
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    '@media (max-height: 760px)': {
      paddingTop: tokens.spacingVerticalM,
      rowGap: tokens.spacingVerticalXS,
    },
    '@media (max-width: 819px)': {
      borderRight: 'none',
      overflowY: 'visible',
      padding: tokens.spacingHorizontalL,
      paddingBottom: 0,
    },
    borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  head: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    padding: `0 ${tokens.spacingHorizontalS}`,
    alignItems: 'flex-start',
  },
  back: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  name: { ...typographyStyles.subtitle2, margin: 0, overflowWrap: 'anywhere' },
  right: { display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 },
  notices: { display: 'flex', flexDirection: 'column', flexShrink: 0 },
  step: { flexGrow: 1, minHeight: 0 },
})

type WizardLayoutProps = {
  wizard: Wizard
  subject: SetupSubject
  named: SetupStepId
  hasTenants: boolean
  sink: SecretSink
  pasted: Pasted | null
  problem: Error | null
  onFinish: (connector: string) => void
}

/** The stepper at the left, which stays in sight, and the step at the right. */
function WizardLayout(props: WizardLayoutProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { wizard, named, hasTenants } = props
  const name = wizard.draft.name.trim()
  return (
    <div className={styles.wizard}>
      <nav className={styles.side} aria-label={t('setup.steps')}>
        <div className={styles.head}>
          <Link href={formatRoute(plainRoute('tenants'))} className={styles.back}>
            <ArrowLeft16Regular aria-hidden />
            {hasTenants ? t('setup.back') : t('setup.backToStart')}
          </Link>
          <h2 className={styles.name}>{name === '' ? t('setup.newTitle') : t('setup.title', { name })}</h2>
          {wizard.isDemo && (
            <Badge appearance="tint" color="brand">
              {t('tenants.demoBadge')}
            </Badge>
          )}
        </div>
        <Stepper wizard={wizard} current={named} />
      </nav>
      <div className={styles.right}>
        <Notices {...props} />
        <div className={styles.step}>
          <WizardStep key={stepOf(named).id} {...props} />
        </div>
      </div>
    </div>
  )
}

function Notices({ wizard, pasted, problem }: WizardLayoutProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const fields = pasted?.fields.map(field => t(`setup.enter.fields.${field}`)).join(', ') ?? ''
  return (
    <div className={styles.notices}>
      {wizard.isDemo && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('setup.demo')}</MessageBarBody>
        </MessageBar>
      )}
      {problem !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('setup.saveFailed')}</MessageBarTitle>
            {problem.message}
          </MessageBarBody>
        </MessageBar>
      )}
      {pasted !== null && (
        <MessageBar intent={pasted.isSecretDropped ? 'warning' : 'success'} layout="multiline">
          <MessageBarBody>
            {fields !== '' && t('setup.enter.pasted', { fields })}
            {pasted.isSecretDropped && ` ${t('setup.enter.secretDropped')}`}
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  )
}
