import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportPage } from '../../electron/contract/reports.ts'
import { formatRoute, plainRoute, setupRoute } from '../routing/route.ts'

type Note = ReportPage['notes'][number]

const useStyles = makeStyles({
  notes: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})

const intents = {
  notGranted: 'warning',
  concealed: 'warning',
  partial: 'warning',
  stale: 'info',
  empty: 'info',
  info: 'info',
} as const satisfies Record<Note['kind'], string>

type Props = {
  notes: readonly Note[]
  /** The connector's id, by which a note leads to the step that cures it; left out where there is none. */
  connector?: string
}

/** How far the figures of a report can be trusted, and why. */
export function Notes({ notes, connector }: Props) {
  const styles = useStyles()
  // Several figures may stand on the same source, and what is wrong with it is said once.
  const told = new Map(notes.map(note => [note.text, note]))
  const shown = [...told.values()].filter(({ kind }) => kind !== 'empty')
  if (shown.length === 0) return null
  return (
    <div className={styles.notes}>
      {shown.map(({ kind, text }) => (
        <MessageBar key={text} intent={intents[kind]} layout="multiline">
          <MessageBarBody>{text}</MessageBarBody>
          <NoteStep kind={kind} connector={connector} />
        </MessageBar>
      ))}
    </div>
  )
}

/** The way to the step: the permissions of the connector, or its sync. */
function NoteStep({ kind, connector }: { kind: Note['kind']; connector: string | undefined }) {
  const { t } = useTranslation()
  if (connector === undefined) return null
  if (kind === 'notGranted') {
    const href = formatRoute(setupRoute({ step: 'application', connector, draft: null }))
    return <StepLink href={href}>{t('table.steps.grant')}</StepLink>
  }
  if (kind !== 'partial' && kind !== 'stale') return null
  return <StepLink href={formatRoute(plainRoute('sync'))}>{t('table.steps.sync')}</StepLink>
}

function StepLink({ href, children }: { href: string; children: string }) {
  return (
    <MessageBarActions>
      <Button as="a" href={href}>
        {children}
      </Button>
    </MessageBarActions>
  )
}
