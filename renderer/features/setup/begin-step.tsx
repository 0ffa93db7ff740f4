import { Dropdown, Field, Input, makeStyles, Option, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Wizard } from './wizard.ts'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
  },
})

/** What is connected: its name, and the cloud in which it lives. */
export function BeginFields({ wizard: { draft, change, guide, isDemo } }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <div className={styles.row}>
      <Field label={t('setup.begin.name')} hint={t('setup.begin.nameHint')}>
        <Input
          value={draft.name}
          maxLength={120}
          disabled={isDemo}
          onChange={(_event, { value }) => change({ name: value })}
        />
      </Field>
      <CloudField wizard={{ draft, change, guide, isDemo }} />
    </div>
  )
}

function CloudField({ wizard }: { wizard: Pick<Wizard, 'draft' | 'change' | 'guide' | 'isDemo'> }) {
  const { t } = useTranslation()
  const { draft, change, guide, isDemo } = wizard
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
