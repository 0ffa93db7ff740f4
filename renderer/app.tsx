import { FluentProvider, makeStyles, Spinner, useFocusFinders } from '@fluentui/react-components'
import { type QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query'
import type { i18n } from 'i18next'
import { type ReactNode, useEffect, useState } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../electron/contract/schemas.ts'
import type { Bridge } from './bridge/bridge.ts'
import { BridgeProvider, useBridge, useEngineFailure } from './bridge/context.tsx'
import { FirstSetup } from './features/connectors/setup-screen.tsx'
import { EngineStopped } from './features/engine-stopped/engine-stopped.tsx'
import { FirstRun } from './features/first-run/first-run.tsx'
import { Frame } from './features/frame/frame.tsx'
import { FirstSettings } from './features/settings/settings-screen.tsx'
import { ProgressProvider } from './features/sync/use-sync.tsx'
import { useQueries } from './queries.ts'
import { newSetupRoute, parseRoute, plainRoute } from './routing/route.ts'
import { useRoute } from './routing/use-route.ts'
import { ErrorPanel } from './ui/error-panel.tsx'
import { FormatProvider } from './ui/format-context.tsx'
import { useDelayed } from './ui/loading.tsx'
import { ShownExportProvider } from './ui/table/export/shown-export.tsx'
import { useAppearance } from './use-appearance.ts'

const useStyles = makeStyles({
  wait: { height: '100%', display: 'grid', placeItems: 'center' },
})

type Props = { bridge: Bridge; strings: i18n; client: QueryClient }

/** The whole window, given its way to the engine. */
export function App({ bridge, strings, client }: Props) {
  return (
    <I18nextProvider i18n={strings}>
      <BridgeProvider bridge={bridge}>
        <QueryClientProvider client={client}>
          <ProgressProvider>
            <Appearance>
              <ShownExportProvider>
                <Window />
              </ShownExportProvider>
            </Appearance>
          </ProgressProvider>
        </QueryClientProvider>
      </BridgeProvider>
    </I18nextProvider>
  )
}

/** Theme and language as the settings say. */
function Appearance({ children }: { children: ReactNode }) {
  const { theme, format } = useAppearance()
  return (
    <FluentProvider theme={theme}>
      <FormatProvider format={format}>{children}</FormatProvider>
    </FluentProvider>
  )
}

/** Shows the connector and the place that the host or a notification asks for. */
function useRequestedConnector(
  connectors: readonly ConnectorStatus[],
  onChoose: (connector: string) => void,
): void {
  const bridge = useBridge()
  const { route, navigate } = useRoute()
  useEffect(() => bridge.on('host.navigate', ({ hash }) => navigate(parseRoute(hash))), [bridge, navigate])
  useEffect(() => {
    if (route.connector === null) return
    if (connectors.some(({ connector }) => connector.id === route.connector)) onChoose(route.connector)
    navigate({ ...route, connector: null }, { replace: true })
  }, [route, connectors, onChoose, navigate])
}

function Window() {
  // Keeps the keeper of the focus alive on screens that need none: what a dialog has hidden is shown again by
  // it, a moment after the dialog.
  useFocusFinders()
  const styles = useStyles()
  const { t } = useTranslation()
  const status = useQuery(useQueries().status())
  const isLate = useDelayed(status.isPending)
  const failure = useEngineFailure()
  if (failure !== null) return <EngineStopped failure={failure} />
  if (status.data !== undefined) return <Tenants connectors={status.data} />
  if (status.isError) return <ErrorPanel error={status.error} onRetry={() => void status.refetch()} />
  return <div className={styles.wait}>{isLate && <Spinner label={t('common.loading')} />}</div>
}

function Tenants({ connectors }: { connectors: readonly ConnectorStatus[] }) {
  const bridge = useBridge()
  const { route, navigate } = useRoute()
  const [chosen, setChosen] = useState<string | null>(null)
  const demo = useMutation({
    mutationFn: () => bridge.call('demo.start', { history: true }),
    onSuccess: connector => {
      setChosen(connector.id)
      navigate(plainRoute('overview'))
      // Its failure is told where the sync is watched; nobody waits for it here.
      void bridge.call('sync.start', { connector: connector.id }).catch(() => undefined)
    },
  })
  const startDemo = () => demo.mutate()
  useRequestedConnector(connectors, setChosen)
  const current = connectors.find(({ connector }) => connector.id === chosen) ?? connectors[0]
  if (current === undefined) {
    if (route.screen === 'settings') return <FirstSettings route={route} navigate={navigate} />
    if (route.setup !== null) {
      return <FirstSetup route={route} navigate={navigate} onShow={setChosen} />
    }
    return (
      <FirstRun
        isStarting={demo.isPending}
        error={demo.error}
        navigate={navigate}
        onConnect={() => navigate(newSetupRoute())}
        onDemo={startDemo}
      />
    )
  }
  return (
    <Frame
      connectors={connectors}
      current={current}
      onChoose={setChosen}
      onDemo={startDemo}
      problem={demo.error}
    />
  )
}
