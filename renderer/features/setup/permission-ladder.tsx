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
import type { LadderRung } from '../../../electron/contract/setup.ts'
import { type RungState, rungState } from './ladder-state.ts'
import type { Wizard } from './wizard.ts'

const useStyles = makeStyles({
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

/** Each permission with what it lights up, and whether the tenant has granted it; and what was granted beyond need. */
export function PermissionLadder({ wizard: { guide, checks } }: { wizard: Wizard }) {
  const styles = useStyles()
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
  const styles = useStyles()
  const { t } = useTranslation()
  const { Icon, color } = looks[state]
  const [first = '', second] = anyOf
  return (
    <TableRow>
      <TableCell className={styles.cell}>{title}</TableCell>
      <TableCell className={mergeClasses(styles.names, styles.cell)}>
        {second === undefined ? first : t('setup.ladder.either', { first, second })}
      </TableCell>
      <TableCell className={styles.cell}>
        <span className={styles.state}>
          <Icon aria-hidden className={styles[color]} />
          {t(`setup.ladder.${state}`)}
        </span>
      </TableCell>
    </TableRow>
  )
}
