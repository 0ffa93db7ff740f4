import { Button } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { LiveDatasets } from '../sync/live-datasets.tsx'
import { useSync } from '../sync/use-sync.tsx'

/** In place of figures before the first sync has brought any: its start, and how far it is. */
export function NothingYet({ status }: { status: ConnectorStatus }) {
  const { t } = useTranslation()
  const sync = useSync(status)
  if (sync.isRunning) {
    return (
      <EmptyState title={t('overview.firstSync')} about={t('overview.firstSyncAbout')}>
        <LiveDatasets progress={sync.progress} />
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('overview.nothingYet')} about={t('overview.nothingYetAbout')}>
      {sync.error !== null && <ErrorPanel error={sync.error} />}
      <Button onClick={() => sync.start()}>{t('syncControl.first')}</Button>
    </EmptyState>
  )
}
