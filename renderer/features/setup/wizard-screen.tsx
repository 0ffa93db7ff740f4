import { Link, Spinner } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { readClientId } from '../../../electron/contract/entry/identifiers.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { DraftInput, SetupStepId, SetupSubject } from '../../../electron/contract/setup.ts'
import { formatRoute, plainRoute, type SetupPlace, setupRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Page } from '../../ui/page.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import { useQueries } from '../../use-queries.ts'
import { useChecks } from './use-checks.ts'
import { useDiscardDraft, useDraft } from './use-draft.ts'
import { type SecretSink, usePaste } from './use-paste.ts'
import type { Wizard } from './wizard.ts'
import { WizardLayout } from './wizard-layout.tsx'

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
  const isLate = useDelayed(guide.isPending || !isReady)

  const goTo = (step: SetupStepId) => {
    if (!isDemo) change({ step })
    navigate(setupRoute({ step, connector: place.connector, draft: draft.id }))
  }
  if (guide.isError) {
    return (
      <Page title={t('screens.setup')}>
        <ErrorPanel error={guide.error} onRetry={() => void guide.refetch()} />
        <Link href={formatRoute(plainRoute('setup'))}>{t('setup.back')}</Link>
      </Page>
    )
  }
  if (guide.data === undefined || !isReady) return isLate ? <Spinner label={t('common.loading')} /> : null
  const wizard: Wizard = { guide: guide.data, draft, saved, isDemo, checks: state, change, goTo, test: run }
  return (
    <WizardLayout
      wizard={wizard}
      subject={subject}
      step={place.step}
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
