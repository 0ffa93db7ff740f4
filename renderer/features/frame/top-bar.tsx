import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { ArrowLeftRegular, ArrowRightRegular, PersonProhibitedRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import { newSetupRoute, plainRoute, settingsRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useTrail } from '../../routing/use-trail.ts'
import { SearchBox } from '../search/search-box.tsx'
import { useCommands } from '../search/use-commands.ts'
import { ConnectorSwitcher } from './connector-switcher.tsx'
import { type ShownProgress, SyncControl } from './sync-control.tsx'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    flexShrink: 0,
    minHeight: '52px',
    padding: `0 ${tokens.spacingHorizontalM} 0 ${tokens.spacingHorizontalXS}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  history: { display: 'flex', flexShrink: 0 },
  middle: { display: 'flex', flexGrow: 1, justifyContent: 'center', minWidth: 0 },
})

type Props = {
  connectors: readonly ConnectorStatus[]
  current: ConnectorStatus
  progress: ShownProgress
  navigate: Navigate
  onChoose: (connector: string) => void
  onDemo: () => void
}

/** Where one was, which tenant it is, what one looks for, and how fresh the data is. */
export function TopBar({ connectors, current, progress, navigate, onChoose, onDemo }: Props) {
  const styles = useStyles()
  const commands = useCommands({ connectors, current, onChoose })
  const hasPseudonyms = useQuery(useQueries().settings()).data?.privacy.pseudonyms === true
  return (
    <header className={styles.bar}>
      <HistoryButtons />
      <ConnectorSwitcher
        connectors={connectors}
        current={current}
        onChoose={onChoose}
        onDemo={onDemo}
        onConnect={() => navigate(newSetupRoute())}
      />
      <div className={styles.middle}>
        <SearchBox
          key={`${current.connector.id} ${hasPseudonyms}`}
          connector={searchable(current)}
          commands={commands}
        />
      </div>
      {hasPseudonyms && <PseudonymMark onClick={() => navigate(settingsRoute('data'))} />}
      <SyncControl
        status={current}
        progress={progress}
        onDetails={() => navigate(plainRoute('sync'))}
        onSettings={() => navigate(settingsRoute('schedule'))}
      />
    </header>
  )
}

/** Says on every screen, and in every picture of one, that the names are made up. */
function PseudonymMark({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Tooltip content={t('settings.data.pseudonymsOnAbout')} relationship="description">
      <Button appearance="outline" size="small" icon={<PersonProhibitedRegular />} onClick={onClick}>
        {t('settings.data.pseudonymsOn')}
      </Button>
    </Tooltip>
  )
}

/** Before the first sync there is nobody to find. */
function searchable({ connector, lastRun }: ConnectorStatus): string | null {
  return lastRun === null ? null : connector.id
}

/** The buttons of a mouse that lead back and forward, as the page numbers them. */
const mouseButtons = { back: 3, forward: 4 } as const

function HistoryButtons() {
  const styles = useStyles()
  const { t } = useTranslation()
  const { canGoBack, canGoForward } = useTrail()
  useMouseButtons()
  return (
    <div className={styles.history}>
      <Tooltip content={t('app.back')} relationship="label">
        <Button
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          disabledFocusable={!canGoBack}
          onClick={() => window.history.back()}
        />
      </Tooltip>
      <Tooltip content={t('app.forward')} relationship="label">
        <Button
          appearance="subtle"
          icon={<ArrowRightRegular />}
          disabledFocusable={!canGoForward}
          onClick={() => window.history.forward()}
        />
      </Tooltip>
    </div>
  )
}

/** A browser follows these buttons itself unless the press is taken, a window of the desktop app does not. */
function useMouseButtons(): void {
  useEffect(() => {
    const take = (event: MouseEvent) => {
      if (event.button !== mouseButtons.back && event.button !== mouseButtons.forward) return
      event.preventDefault()
      if (event.type !== 'mouseup') return
      if (event.button === mouseButtons.back) window.history.back()
      else window.history.forward()
    }
    window.addEventListener('mousedown', take)
    window.addEventListener('mouseup', take)
    return () => {
      window.removeEventListener('mousedown', take)
      window.removeEventListener('mouseup', take)
    }
  }, [])
}
