import {
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { setupWays } from '../../../../electron/contract/setup/names.ts'
import type { SetupStepId } from '../../../../electron/contract/setup/setup.ts'
import { ChecklistLine } from '../lines/checklist-line.tsx'
import type { Wizard } from '../wizard.ts'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalM,
    alignItems: 'start',
  },
  way: { display: 'flex', flexDirection: 'column' },
  about: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

type Props = { wizard: Wizard; named: SetupStepId }

/** What is connected and how to go about it, who may do what, and the way into the portal. */
export function WhoStep({ wizard, named }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { draft, change, isDemo } = wizard
  return (
    <>
      <div className={styles.row}>
        <Field label={t('setup.begin.name')} hint={t('setup.begin.nameHint')}>
          <Input
            value={draft.name}
            maxLength={120}
            disabled={isDemo}
            onChange={(_event, { value }) => change({ name: value })}
          />
        </Field>
        <CloudField wizard={wizard} />
      </div>
      <WayField wizard={wizard} />
      <ChecklistLine wizard={wizard} id="before" isNamed={false} />
      <ChecklistLine wizard={wizard} id="signIn" isNamed={named === 'signIn'} />
    </>
  )
}

function CloudField({ wizard: { draft, change, guide, isDemo } }: { wizard: Wizard }) {
  const { t } = useTranslation()
  const chosen = guide.clouds.find(({ name }) => name === draft.cloud)
  const title = isDemo ? guide.cloud.title : (chosen?.title ?? draft.cloud)
  return (
    <Field label={t('setup.begin.cloud')} hint={t('setup.begin.cloudHint')}>
      <Dropdown
        value={title}
        selectedOptions={[draft.cloud]}
        disabled={isDemo}
        onOptionSelect={(_event, { optionValue }) => {
          const cloud = guide.clouds.find(({ name }) => name === optionValue)
          if (cloud !== undefined) change({ cloud: cloud.name })
        }}
      >
        {guide.clouds.map(({ name, title: text }) => (
          <Option key={name} value={name}>
            {text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}

function WayField({ wizard: { draft, change, isDemo } }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  return (
    <Field label={t('way.choose')}>
      <RadioGroup
        value={draft.way}
        disabled={isDemo}
        onChange={(_event, { value }) => {
          const way = setupWays.find(known => known === value)
          if (way !== undefined) change({ way })
        }}
      >
        {setupWays.map(way => (
          <Radio
            key={way}
            value={way}
            label={
              <span className={styles.way}>
                {t(`way.${way}`)}
                <span className={styles.about}>{t(`way.${way}About`)}</span>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  )
}
