import {
  Badge,
  Caption1,
  Checkbox,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  Radio,
  RadioGroup,
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
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import type { LadderRung, PermissionChoice, SetupGuide } from '../../../electron/contract/setup/setup.ts'
import type { Wizard } from './wizard.ts'

const useStyles = makeStyles({
  chooser: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  option: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  title: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    flexWrap: 'wrap',
  },
  names: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground3 },
  group: { display: 'flex', flexDirection: 'column', border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0 },
})

/** Option A or B, usage, and the extras, each with what it buys. */
export function PermissionChooser({ wizard: { draft, change, guide } }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { options } = guide
  const choice = draft.permissions
  const choose = (changes: Partial<PermissionChoice>) => change({ permissions: { ...choice, ...changes } })
  return (
    <div className={styles.chooser}>
      <Field label={t('setup.permissions.choose')}>
        <RadioGroup
          value={choice.base}
          onChange={(_event, { value }) => choose({ base: value === 'broad' ? 'broad' : 'narrow' })}
        >
          <Radio value="broad" label={<Base base="broad" options={options} />} />
          <Radio value="narrow" label={<Base base="narrow" options={options} />} />
        </RadioGroup>
      </Field>
      <Group title={t('setup.permissions.usage')}>
        <Checkbox
          checked={choice.usage}
          label={
            <Offer
              {...options.usage}
              more={
                guide.cloud.hasUsageReports
                  ? t('setup.permissions.usageAbout')
                  : t('setup.permissions.noUsage')
              }
            />
          }
          onChange={(_event, { checked }) => choose({ usage: checked === true })}
        />
      </Group>
      <Group title={t('setup.permissions.extras')}>
        {options.extras.map(({ name, buys, included }) => (
          <Checkbox
            key={name}
            checked={included || choice.extras.includes(name)}
            disabled={included}
            label={<Offer name={name} buys={buys} note={included ? t('setup.permissions.included') : ''} />}
            onChange={(_event, { checked }) =>
              choose({
                extras:
                  checked === true ? [...choice.extras, name] : choice.extras.filter(other => other !== name),
              })
            }
          />
        ))}
      </Group>
    </div>
  )
}

/** Boxes under one heading. A field would give its own label and id to each of them. */
function Group({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {children}
    </fieldset>
  )
}

function Base({ base, options }: { base: 'broad' | 'narrow'; options: SetupGuide['options'] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <span className={styles.option}>
      <span className={styles.title}>
        {t(`setup.permissions.${base}`)}
        {base === 'narrow' && (
          <Badge appearance="tint" color="brand">
            {t('setup.permissions.recommended')}
          </Badge>
        )}
      </span>
      <span className={styles.names}>{options[base].map(({ name }) => name).join(', ')}</span>
      <Caption1 className={styles.quiet}>{t(`setup.permissions.${base}About`)}</Caption1>
    </span>
  )
}

type OfferProps = { name: string; buys: string; note?: string; more?: string }

function Offer({ name, buys, note = '', more = '' }: OfferProps) {
  const styles = useStyles()
  return (
    <span className={styles.option}>
      <span className={styles.names}>{note === '' ? name : `${name} (${note})`}</span>
      <Caption1 className={styles.quiet}>{more === '' ? buys : `${buys} ${more}`}</Caption1>
    </span>
  )
}

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

type RungState = 'held' | 'missing' | 'skipped' | 'chosen' | 'notChosen' | 'unknown'

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
