import { Combobox, Field, makeStyles, Option, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { PlanLadder } from '../../../../electron/contract/savings/ladder.ts'

const useStyles = makeStyles({
  field: { minWidth: 0, flexGrow: 1, flexBasis: '200px' },
  combobox: { minWidth: 0 },
  // The listbox is as wide as the field: a name of a plan may need two lines.
  name: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
})

/** So many plans are offered at once; a list of all of them is slow to open. */
const maxOffered = 40

type Props = {
  label: string
  plans: PlanLadder['plans']
  text: string
  onChange: (text: string) => void
}

/** A service plan, typed by its name or id or chosen from those that hold what was typed. */
export function PlanChoice({ label, plans, text, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const wanted = text.trim().toLowerCase()
  const found = plans.filter(({ name, friendlyName }) =>
    `${name} ${friendlyName}`.toLowerCase().includes(wanted),
  )
  const shown = found.slice(0, maxOffered)
  return (
    <Field label={label} className={styles.field}>
      <Combobox
        freeform
        className={styles.combobox}
        value={text}
        selectedOptions={[]}
        onChange={({ target }) => onChange(target.value)}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onChange(optionValue)}
      >
        {shown.map(({ name, friendlyName }) => (
          <Option key={name} value={name} text={name}>
            <div>
              <div>{friendlyName}</div>
              <div className={styles.name}>{name}</div>
            </div>
          </Option>
        ))}
        {found.length > shown.length && (
          <Option disabled value="" text="">
            {t('ladder.more', { count: found.length - shown.length })}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}
