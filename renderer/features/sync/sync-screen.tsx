import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  Subtitle2,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueries } from '../../use-queries.ts'
import { LiveDatasets } from './live-datasets.tsx'
import { RunDetails } from './run-details.tsx'
import { RunTitle } from './run-title.tsx'
import { useSync } from './use-sync.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  // The chevron and the padding of an accordion would indent the list against its heading.
  list: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
})

/** The running sync and every one before it. */
export function SyncScreen({ status }: { status: ConnectorStatus }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const sync = useSync(status)
  const runs = useQuery(useQueries().runs(status.connector.id))
  const finished = runs.data?.filter(run => run.finishedAt !== null) ?? []
  return (
    <Page title={t('screens.sync')}>
      {sync.error !== null && <ErrorPanel error={sync.error} />}
      {runs.isError && <ErrorPanel error={runs.error} onRetry={() => void runs.refetch()} />}
      {sync.isRunning && (
        <section className={styles.section}>
          <Subtitle2 as="h2">{t('sync.running')}</Subtitle2>
          <LiveDatasets progress={sync.progress} />
        </section>
      )}
      <section className={styles.section}>
        <Subtitle2 as="h2">{t('sync.history')}</Subtitle2>
        {runs.data !== undefined && finished.length === 0 && (
          <span className={styles.quiet}>{t('sync.none')}</span>
        )}
        <Accordion collapsible multiple className={styles.list}>
          {finished.map(run => (
            <AccordionItem key={run.id} value={run.id}>
              <AccordionHeader expandIconPosition="start" as="h3">
                <RunTitle run={run} />
              </AccordionHeader>
              <AccordionPanel>
                <RunDetails run={run} />
              </AccordionPanel>
            </AccordionItem>
          ))}
        </Accordion>
      </section>
    </Page>
  )
}
