import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  Subtitle2,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueries } from '../../use-queries.ts'
import { LastResult } from './last-result.tsx'
import { RunDetails } from './run-details.tsx'
import { RunTitle } from './run-title.tsx'
import { RunningSync } from './running-sync.tsx'
import { useSync } from './use-sync.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  // The chevron and the padding of an accordion would indent the list against its heading.
  list: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
})

type Props = {
  status: ConnectorStatus
  /** The name of the connector that is being synced, where it is another one: they take turns. */
  otherRunning: string | null
}

/** The running sync, how the last one ended, and every one before it. */
export function SyncScreen({ status, otherRunning }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const sync = useSync(status)
  const runs = useQuery(useQueries().runs(status.connector.id))
  const finished = runs.data?.filter(run => run.finishedAt !== null) ?? []
  const [last] = finished
  const waitingFor = otherRunning === null ? null : t('syncScreen.waitingForTurn', { name: otherRunning })
  return (
    <Page title={t('screens.sync')}>
      {sync.error !== null && <ErrorPanel error={sync.error} />}
      {runs.isError && <ErrorPanel error={runs.error} onRetry={() => void runs.refetch()} />}
      {sync.isRunning ? (
        <RunningSync
          progress={sync.progress}
          waitingFor={waitingFor}
          isStopping={sync.isStopping}
          onStop={sync.stop}
        />
      ) : (
        last !== undefined && (
          <LastResult run={last}>
            <Tooltip content={t('syncScreen.inFullAbout')} relationship="description">
              <Button onClick={sync.startInFull}>{t('syncScreen.inFull')}</Button>
            </Tooltip>
          </LastResult>
        )
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
