import { MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import type { ReportPage } from '../../electron/contract/reports.ts'

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

/** How far the figures of a report can be trusted, and why. */
export function Notes({ notes }: { notes: readonly Note[] }) {
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
        </MessageBar>
      ))}
    </div>
  )
}
