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
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PermissionChoice, SetupGuide } from '../../../electron/contract/setup.ts'
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
