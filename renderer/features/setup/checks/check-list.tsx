import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../../../electron/contract/setup/checks.ts'
import type { Wizard } from '../wizard.ts'
import { CheckRow, WaitingRow } from './check-row.tsx'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  outcome: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  bar: { maxWidth: '360px', marginTop: tokens.spacingVerticalXS },
})

/** How a test ended, in one word. */
export function outcomeOf(checks: readonly Check[]): 'passed' | 'warned' | 'failed' {
  if (checks.some(({ status }) => status === 'fail')) return 'failed'
  return checks.some(({ status }) => status === 'warn') ? 'warned' : 'passed'
}

/** The checks of a running test one by one, each turning to its result as it comes. */
export function CheckList({ wizard }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { checks } = wizard.checks
  const waiting = wizard.guide.checks.slice(checks.length)
  return (
    <ul className={styles.list} aria-label={t('setup.checks.list')}>
      {checks.map(check => (
        <CheckRow key={check.id} check={check} wizard={wizard} />
      ))}
      {waiting.map(({ id, title }, index) => (
        <WaitingRow key={id} title={title} isNext={index === 0} />
      ))}
    </ul>
  )
}

/** How the test ended, or how far it is. */
export function CheckSummary({ wizard }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { checks, isRunning } = wizard.checks
  const total = wizard.guide.checks.length
  const counts = useCounts(checks)
  const title = isRunning ? t('setup.checks.running') : t(`setup.checks.outcome.${outcomeOf(checks)}`)
  const text = isRunning ? t('setup.checks.progress', { done: checks.length, total }) : counts
  return (
    <div className={styles.part}>
      <span className={styles.outcome}>{title}</span>
      <span className={styles.quiet}>{text}</span>
      {isRunning && (
        <ProgressBar
          className={styles.bar}
          aria-label={t('setup.checks.running')}
          value={checks.length / Math.max(1, total)}
        />
      )}
    </div>
  )
}

/** How many checks ended how, without what did not happen. */
function useCounts(checks: readonly Check[]): string {
  const { t } = useTranslation()
  return (['pass', 'warn', 'fail', 'skip'] as const)
    .flatMap(status => {
      const count = checks.filter(check => check.status === status).length
      return count === 0 ? [] : [t(`setup.checks.count.${status}`, { count })]
    })
    .join(', ')
}
