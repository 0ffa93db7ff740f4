import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Spinner,
  tokens,
} from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  Circle20Regular,
  DismissCircle20Filled,
  SubtractCircle20Regular,
  Warning20Filled,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import type { SetupItemId } from '../../../electron/contract/setup/setup.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { checksOfItem, itemOf, itemOfCheck, type Wizard } from './wizard.ts'

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

/** The checks one by one, each turning to its result as it comes. */
export function CheckList({ wizard }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { checks, isRunning } = wizard.checks
  const waiting = isRunning ? wizard.guide.checks.slice(checks.length) : []
  return (
    <ul className={styles.list} aria-label={t('setup.checks.list')}>
      {inOrder(checks, isRunning).map(check => (
        <CheckRow key={check.id} check={check} jump={jumpFor(check, wizard)} />
      ))}
      {waiting.map(({ id, title }, index) => (
        <WaitingRow key={id} title={title} isNext={index === 0} />
      ))}
    </ul>
  )
}

/** While they come, in the order of the checklist; then what has to be mended first. */
function inOrder(checks: readonly Check[], isRunning: boolean): readonly Check[] {
  const rank = { fail: 0, warn: 1, pass: 2, skip: 2 } as const satisfies Record<Check['status'], number>
  return isRunning ? checks : checks.toSorted((a, b) => rank[a.status] - rank[b.status])
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

function jumpFor(check: Check, wizard: Wizard) {
  const id = itemOfCheck(wizard.guide.items, check)
  const item = id === null ? null : itemOf(wizard.guide, id)
  return item === null ? null : { title: item.title, onPress: () => wizard.goTo(item.id) }
}

const useCheckRowStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  text: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  title: { fontWeight: tokens.fontWeightSemibold },
  plain: { color: tokens.colorNeutralForeground2 },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  pass: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  fail: { color: tokens.colorStatusDangerForeground1 },
  skip: { color: tokens.colorNeutralForeground3 },
  jump: { alignSelf: 'flex-start', marginTop: tokens.spacingVerticalXS },
})

const icons = {
  pass: CheckmarkCircle20Filled,
  warn: Warning20Filled,
  fail: DismissCircle20Filled,
  skip: SubtractCircle20Regular,
} as const satisfies Record<Check['status'], unknown>

type Jump = { title: string; onPress: () => void }

/** What one check found: the evidence, and for a failure what to do and the way to the step. */
function CheckRow({ check, jump }: { check: Check; jump: Jump | null }) {
  const styles = useCheckRowStyles()
  const { t } = useTranslation()
  const { status, title, summary, evidence, fix } = check
  const Icon = icons[status]
  const needsWork = status === 'fail' || status === 'warn'
  return (
    <li className={styles.row}>
      <Icon aria-hidden className={styles[status]} />
      <div className={styles.text}>
        <div className={styles.head}>
          <span className={styles.title}>{title}</span>
          <VisuallyHidden>{t(`setup.checks.status.${status}`)}</VisuallyHidden>
          <span className={styles.plain}>{summary}</span>
        </div>
        {needsWork && fix !== '' && <span>{t('setup.checks.fix', { fix })}</span>}
        {evidence !== '' && <span className={styles.quiet}>{t('setup.checks.evidence', { evidence })}</span>}
        {needsWork && jump !== null && (
          <Button size="small" className={styles.jump} onClick={jump.onPress}>
            {t('setup.checks.goTo', { title: jump.title })}
          </Button>
        )}
      </div>
    </li>
  )
}

/** A check that is still to come, or the one that is being made. */
function WaitingRow({ title, isNext }: { title: string; isNext: boolean }) {
  const styles = useCheckRowStyles()
  const { t } = useTranslation()
  return (
    <li className={styles.row}>
      {isNext ? <Spinner size="extra-tiny" /> : <Circle20Regular aria-hidden className={styles.skip} />}
      <div className={styles.head}>
        <span className={mergeClasses(styles.title, styles.plain)}>{title}</span>
        <VisuallyHidden>{t('setup.checks.status.waiting')}</VisuallyHidden>
      </div>
    </li>
  )
}

const useFindingsStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})

/** What the test found wrong with a step, on the step itself. */
export function Findings({ wizard, item }: { wizard: Wizard; item: SetupItemId }) {
  const styles = useFindingsStyles()
  const known = { items: wizard.guide.items, checks: wizard.checks.checks }
  const wrong = checksOfItem(known, item).filter(({ status }) => status === 'fail' || status === 'warn')
  if (wrong.length === 0) return null
  return (
    <div className={styles.list}>
      {wrong.map(({ id, status, summary, fix }) => (
        <MessageBar key={id} intent={status === 'fail' ? 'error' : 'warning'} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{summary}</MessageBarTitle>
            {fix}
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  )
}
