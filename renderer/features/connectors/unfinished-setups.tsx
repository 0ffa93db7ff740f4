import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { SetupDraft } from '../../../electron/contract/setup/setup.ts'
import { useQueries } from '../../queries.ts'
import { setupRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useDiscardDraft } from '../setup/use-draft.ts'

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    maxWidth: '860px',
    width: '100%',
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  text: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

type Props = { connectors: readonly ConnectorStatus[]; navigate: Navigate }

/** Setups that were begun and not ended, to go on where they were left. */
export function UnfinishedSetups({ connectors, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const drafts = useQuery(useQueries().drafts())
  // What is looked at again of a tenant that works is not unfinished, and what is kept of one that is gone
  // has no place.
  const isNew = ({ connector, lastRun }: ConnectorStatus, id: string) =>
    connector.id === id && lastRun === null
  const known = (drafts.data ?? []).filter(
    ({ connector }) => connector === null || connectors.some(status => isNew(status, connector)),
  )
  if (known.length === 0) return null
  return (
    <section className={styles.part}>
      <Subtitle2 as="h2">{t('tenants.unfinished')}</Subtitle2>
      <ul className={styles.list}>
        {known.map(draft => (
          <Unfinished key={draft.id} draft={draft} navigate={navigate} />
        ))}
      </ul>
    </section>
  )
}

function Unfinished({ draft, navigate }: { draft: SetupDraft; navigate: Navigate }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const discard = useDiscardDraft()
  const name = draft.name.trim() === '' ? t('tenants.unnamed') : draft.name
  const ago = format.relative(now, Math.min(now, Date.parse(draft.savedAt)))
  return (
    <li className={styles.item}>
      <span className={styles.text}>
        <span className={styles.name}>{name}</span>
        <span className={styles.quiet}>
          {t('tenants.unfinishedAbout', { step: t(`tenants.steps.${draft.step}`), ago })}
        </span>
      </span>
      <Button
        onClick={() =>
          navigate(setupRoute({ step: draft.step, connector: draft.connector, draft: draft.id }))
        }
      >
        {t('tenants.resume')}
      </Button>
      <Button
        appearance="subtle"
        aria-label={t('tenants.discardOf', { name })}
        onClick={() => void discard(draft.id)}
      >
        {t('tenants.discard')}
      </Button>
    </li>
  )
}
