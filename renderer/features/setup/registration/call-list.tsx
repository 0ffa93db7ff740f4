import { makeStyles, Spinner, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  Circle20Regular,
  DismissCircle20Filled,
  SubtractCircle20Regular,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { RegistrationCall } from '../../../../electron/contract/registration/session.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  body: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  planned: { color: tokens.colorNeutralForeground3 },
})

/** The calls of Microsoft Graph, each as it will be made and with what came of it. */
export function CallList({ calls }: { calls: readonly RegistrationCall[] }) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  return (
    <ol className={styles.list} aria-label={t('calls.list')}>
      {calls.map(call => (
        <Row key={call.id} call={call} />
      ))}
    </ol>
  )
}

function Row({
  call: { kind, title, method, path, body, state, waiting, status, result },
}: {
  call: RegistrationCall
}) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const format = useFormat()
  return (
    <li className={styles.row}>
      <CallIcon state={kind === 'read' && state === 'failed' ? 'skipped' : state} />
      <div className={styles.text}>
        <span>
          {title}
          <VisuallyHidden>{`, ${t(`calls.state.${state}`)}`}</VisuallyHidden>
        </span>
        <span className={styles.code}>{`${method} ${path}`}</span>
        {body !== '' && (
          <details>
            <summary className={styles.quiet}>{t('calls.body')}</summary>
            <pre className={styles.body}>{body}</pre>
          </details>
        )}
        {waiting !== null && (
          <span className={styles.quiet}>
            {t('calls.waiting', { reason: waiting.reason, time: format.time(waiting.until) })}
          </span>
        )}
        {result !== '' && (
          <span className={styles.quiet}>
            {status === null ? result : t('calls.result', { status, result })}
          </span>
        )}
      </div>
    </li>
  )
}

function CallIcon({ state }: Pick<RegistrationCall, 'state'>) {
  const styles = useStyles()
  switch (state) {
    case 'running':
    case 'waiting':
      return <Spinner size="extra-tiny" />
    case 'done':
      return <CheckmarkCircle20Filled aria-hidden className={styles.done} />
    case 'failed':
      return <DismissCircle20Filled aria-hidden className={styles.failed} />
    case 'skipped':
      return <SubtractCircle20Regular aria-hidden className={styles.planned} />
    case 'planned':
      return <Circle20Regular aria-hidden className={styles.planned} />
  }
}
