import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import {
  CheckmarkCircle16Filled,
  Circle16Regular,
  SubtractCircle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../../../electron/contract/setup/checks.ts'
import type { LadderRung } from '../../../../electron/contract/setup/setup.ts'
import type { Wizard } from '../wizard.ts'

const usePermissionLadderStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  names: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  state: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  stateColumn: { width: '130px' },
  cell: { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
})

const looks = {
  held: { Icon: CheckmarkCircle16Filled, color: 'good' },
  missing: { Icon: Warning16Filled, color: 'bad' },
  skipped: { Icon: SubtractCircle16Regular, color: 'quiet' },
  unknown: { Icon: Circle16Regular, color: 'quiet' },
  chosen: { Icon: Circle16Regular, color: 'quiet' },
  notChosen: { Icon: SubtractCircle16Regular, color: 'quiet' },
} as const satisfies Record<RungState, unknown>

/**
 * Each permission with what it lights up, and whether the tenant has granted it; and what was granted beyond
 * need.
 */
export function PermissionLadder({ wizard: { guide, checks } }: { wizard: Wizard }) {
  const styles = usePermissionLadderStyles()
  const { t } = useTranslation()
  const excess = checks.checks.find(({ id, status }) => id === 'permissions.excess' && status === 'warn')
  return (
    <section className={styles.part}>
      <Subtitle2 as="h2">{t('setup.ladder.title')}</Subtitle2>
      <Table size="small" aria-label={t('setup.ladder.title')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('setup.ladder.light')}</TableHeaderCell>
            <TableHeaderCell>{t('setup.ladder.by')}</TableHeaderCell>
            <TableHeaderCell className={styles.stateColumn}>{t('setup.ladder.state')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {guide.ladder.map(rung => (
            <Rung key={rung.check} rung={rung} state={rungState(rung, checks.checks)} />
          ))}
        </TableBody>
      </Table>
      {excess !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('setup.checks.beyond')}</MessageBarTitle>
            {`${excess.summary} ${excess.fix}`}
          </MessageBarBody>
        </MessageBar>
      )}
    </section>
  )
}

function Rung({ rung: { title, anyOf }, state }: { rung: LadderRung; state: RungState }) {
  const styles = usePermissionLadderStyles()
  const { t } = useTranslation()
  const [last = '', ...others] = anyOf.toReversed()
  const first = others.toReversed().join(', ')
  return (
    <TableRow>
      <TableCell className={styles.cell}>{title}</TableCell>
      <TableCell className={mergeClasses(styles.names, styles.cell)}>
        {first === '' ? last : t('setup.ladder.either', { first, second: last })}
      </TableCell>
      <TableCell className={styles.cell}>
        <RungMark state={state} />
      </TableCell>
    </TableRow>
  )
}

/** Whether the permission of a rung is there, in a word with its sign. */
export function RungMark({ state }: { state: RungState }) {
  const styles = usePermissionLadderStyles()
  const { t } = useTranslation()
  const { Icon, color } = looks[state]
  return (
    <span className={styles.state}>
      <Icon aria-hidden className={styles[color]} />
      {t(`setup.ladder.${state}`)}
    </span>
  )
}

export type RungState = 'held' | 'missing' | 'skipped' | 'chosen' | 'notChosen' | 'unknown'

/** Whether a permission is there: proved by the test, else only what was chosen. */
export function rungState({ check: id, chosen }: LadderRung, checks: readonly Check[]): RungState {
  const check = checks.find(found => found.id === id)
  if (check === undefined) return chosen ? 'chosen' : 'notChosen'
  if (check.status === 'pass') return 'held'
  if (check.status === 'skip')
    return checks.some(({ status }) => status === 'pass') ? skippedState(checks) : 'unknown'
  // Concealed names are a warning that only somebody who may read the setting can give.
  return check.step === 'reportSettings' ? 'held' : 'missing'
}

/** Without a sign-in nothing was asked; with one the tenant does not have what was asked for. */
function skippedState(checks: readonly Check[]): RungState {
  return checks.some(({ id, status }) => id === 'token' && status === 'pass') ? 'skipped' : 'unknown'
}
