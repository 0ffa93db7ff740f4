import {
  Badge,
  Caption1,
  Checkbox,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import {
  type PermissionBase,
  permissionBases,
  recommendedChoice,
} from '../../../../electron/contract/setup/names.ts'
import type { LadderRung, PermissionChoice, SetupGuide } from '../../../../electron/contract/setup/setup.ts'
import type { Wizard } from '../wizard.ts'
import { RungMark, rungState } from './permission-ladder.tsx'

const useStyles = makeStyles({
  chooser: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  option: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  title: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    flexWrap: 'wrap',
  },
  names: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  rungs: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0 },
  rung: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 819px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

/** The ladder on which the permissions are chosen: each rung with what it brings and what it costs. */
export function LadderChooser({ wizard }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { draft, change, guide, checks } = wizard
  const { options } = guide
  const choice = draft.permissions
  const choose = (changes: Partial<PermissionChoice>) => change({ permissions: { ...choice, ...changes } })
  return (
    <div className={styles.chooser}>
      <Field label={t('setup.permissions.choose')}>
        <RadioGroup value={choice.base} onChange={(_event, { value }) => choose({ base: baseOf(value) })}>
          {permissionBases.map(base => (
            <Radio key={base} value={base} label={<Base base={base} options={options} />} />
          ))}
        </RadioGroup>
      </Field>
      <fieldset className={styles.rungs}>
        <legend className={styles.legend}>{t('setup.ladder.title')}</legend>
        {guide.ladder.map(rung => (
          <div key={rung.check} className={styles.rung}>
            <RungBox rung={rung} choice={choice} guide={guide} choose={choose} />
            <RungMark state={rungState(rung, checks.checks)} />
          </div>
        ))}
      </fieldset>
      {!guide.cloud.hasUsageReports && (
        <Caption1 className={styles.quiet}>{t('setup.permissions.noUsage')}</Caption1>
      )}
    </div>
  )
}

type RungProps = {
  rung: LadderRung
  choice: PermissionChoice
  guide: SetupGuide
  choose: (changes: Partial<PermissionChoice>) => void
}

function RungBox({ rung: { anyOf, title, without, chosen }, choice, guide, choose }: RungProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const extra = guide.options.extras.find(({ name }) => anyOf.includes(name))
  const isUsage = anyOf.includes(guide.options.usage.name)
  const isIncluded = extra?.included ?? !isUsage
  // What comes with the set that was chosen follows it.
  const isChecked =
    extra === undefined && !isUsage
      ? chosen
      : isIncluded || (extra === undefined ? choice.usage : choice.extras.some(name => name === extra.name))
  const permission = extra?.name ?? permissionOf(anyOf, guide, choice)
  const note = extra?.included === true ? ` (${t('setup.permissions.included')})` : ''
  return (
    <Checkbox
      checked={isChecked}
      disabled={isIncluded}
      label={
        <span className={styles.option}>
          <span className={styles.names}>{`${permission}${note}`}</span>
          <span>{title}</span>
          <Caption1 className={styles.quiet}>{without}</Caption1>
        </span>
      }
      onChange={(_event, { checked }) => {
        if (isUsage) choose({ usage: checked === true })
        else if (extra !== undefined)
          choose({ extras: withExtra(choice.extras, extra.name, checked === true) })
      }}
    />
  )
}

/** The permission that serves a rung with this choice: the broad one serves many. */
function permissionOf(anyOf: readonly string[], { options }: SetupGuide, choice: PermissionChoice): string {
  const offered = [...options[choice.base].map(({ name }) => name), options.usage.name]
  return offered.find(name => anyOf.includes(name)) ?? anyOf[0] ?? ''
}

function withExtra(
  extras: PermissionChoice['extras'],
  name: PermissionChoice['extras'][number],
  isOn: boolean,
) {
  return isOn ? [...extras, name] : extras.filter(other => other !== name)
}

function baseOf(value: string): PermissionBase {
  return permissionBases.find(base => base === value) ?? recommendedChoice.base
}

function Base({ base, options }: { base: PermissionBase; options: SetupGuide['options'] }) {
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
