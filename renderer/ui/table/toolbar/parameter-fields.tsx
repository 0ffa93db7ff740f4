import { Field, makeStyles, SpinButton, tokens } from '@fluentui/react-components'
import type { ReportDescription } from '../../../../electron/contract/reports.ts'
import type { View } from '../../../routing/view.ts'
import type { OnView } from '../rows/report-rows.ts'

const useStyles = makeStyles({
  number: { width: '96px' },
  field: { gridTemplateColumns: 'auto auto', columnGap: tokens.spacingHorizontalS },
})

type Props = { parameters: ReportDescription['parameters']; view: View; onView: OnView }

/** The values that a report takes besides filters. */
export function ParameterFields({ parameters, view, onView }: Props) {
  const styles = useStyles()
  return parameters.map(({ key, label, default: usual, min, max }) => (
    <Field key={key} label={label} orientation="horizontal" className={styles.field}>
      <SpinButton
        className={styles.number}
        min={min}
        max={max}
        value={view.parameters[key] ?? usual}
        onChange={(_event, { value, displayValue }) => {
          const next = value ?? Number(displayValue)
          if (!Number.isInteger(next) || next < min || next > max) return
          onView({ parameters: { ...view.parameters, [key]: next } }, { replace: true })
        }}
      />
    </Field>
  ))
}
