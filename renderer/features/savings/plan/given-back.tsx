import { Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useWord } from '../use-word.ts'
import { type PlanDraft, planGrades, planRules } from './plan-draft.ts'

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  inner: {
    display: 'flex',
    flexDirection: 'column',
    paddingLeft: tokens.spacingHorizontalL,
  },
  legend: { padding: 0, paddingLeft: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground3 },
  grades: { display: 'flex', flexWrap: 'wrap', paddingLeft: tokens.spacingHorizontalL },
})

type Props = { draft: PlanDraft; onChange: (part: Partial<PlanDraft>) => void }

/** Which candidates are given back: those of which rules, and how sure they have to be. */
export function GivenBack({ draft: { rules, grades }, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const isSome = rules.length > 0 && rules.length < planRules.length
  const toggled = <Name extends string>(all: readonly Name[], chosen: readonly Name[], name: Name) =>
    all.filter(one => (one === name ? !chosen.includes(one) : chosen.includes(one)))
  return (
    <fieldset className={styles.group} aria-label={t('plan.claims')}>
      <Checkbox
        label={t('plan.claims')}
        checked={isSome ? 'mixed' : rules.length > 0}
        onChange={(_, { checked }) => onChange({ rules: checked === true ? planRules : [] })}
      />
      <div className={styles.inner}>
        {planRules.map(rule => (
          <Checkbox
            key={rule}
            label={word('rules', rule)}
            checked={rules.includes(rule)}
            onChange={() => onChange({ rules: toggled(planRules, rules, rule) })}
          />
        ))}
      </div>
      {rules.length > 0 && (
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{t('plan.grades')}</legend>
          <div className={styles.grades}>
            {planGrades.map(grade => (
              <Checkbox
                key={grade}
                label={word('grades', grade)}
                checked={grades.includes(grade)}
                onChange={() => onChange({ grades: toggled(planGrades, grades, grade) })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </fieldset>
  )
}
