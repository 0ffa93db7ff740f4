import { Field, makeStyles, SpinButton, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SavingsSettingsInput } from '../../../electron/contract/savings/answers.ts'
import { useSavingsChange } from '../../savings-queries.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})

/** The thresholds of the rules with their bounds, in the order in which they are shown. */
const bounds = {
  idleDays: [30, 180],
  graceDays: [0, 180],
  leaverDays: [0, 90],
  fitPercent: [50, 100],
  leadDays: [0, 90],
} as const
type Threshold = keyof typeof bounds

const names: readonly Threshold[] = ['idleDays', 'graceDays', 'leaverDays', 'fitPercent', 'leadDays']

/** The thresholds in place: each change judges every seat again at once. */
export function Thresholds({ connector, settings }: { connector: string; settings: SavingsSettingsInput }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const change = useSavingsChange('savings.changeSettings', connector)
  const shown = change.isPending ? (change.variables?.settings ?? settings) : settings
  return (
    <div className={styles.fields}>
      {names.map(name => (
        <Field key={name} label={t(`thresholds.${name}`)} size="small">
          <SpinButton
            size="small"
            value={shown[name]}
            min={bounds[name][0]}
            max={bounds[name][1]}
            onChange={(_, data) => {
              const value = data.value ?? Number.parseInt(data.displayValue ?? '', 10)
              const [min, max] = bounds[name]
              if (!Number.isInteger(value) || value < min || value > max || value === settings[name]) return
              change.mutate({ connector, settings: { ...settings, [name]: value } })
            }}
          />
        </Field>
      ))}
      {change.isError && <ErrorPanel error={change.error} />}
    </div>
  )
}
