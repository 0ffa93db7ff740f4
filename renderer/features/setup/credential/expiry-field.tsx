import { Field, Input, makeStyles, ToggleButton, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../../ui/use-now.ts'
import type { Wizard } from '../wizard.ts'
import { dayInMonths, expiryMonths } from './expiry-days.ts'

const useStyles = makeStyles({
  row: {
    border: 'none',
    padding: 0,
    minWidth: 0,
    marginTop: tokens.spacingVerticalS,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
  },
  day: { width: '180px' },
})

/** The last day of the secret: chosen by its usual lengths, or typed. A day that has passed is refused. */
export function ExpiryField({ wizard: { draft, change }, isPast }: { wizard: Wizard; isPast: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { t: tw } = useTranslation('wizard')
  const now = useNow()
  return (
    <div>
      <Field
        label={t('setup.enter.expires')}
        hint={t('setup.enter.expiresHint')}
        {...(isPast ? ({ validationState: 'error', validationMessage: tw('expiry.past') } as const) : {})}
      >
        <Input
          type="date"
          className={styles.day}
          value={draft.secretExpiresOn ?? ''}
          min={dayInMonths(now, 0)}
          onChange={(_event, { value }) => change({ secretExpiresOn: value === '' ? null : value })}
        />
      </Field>
      <fieldset className={styles.row} aria-label={tw('expiry.quick')}>
        {expiryMonths.map(count => {
          const day = dayInMonths(now, count)
          return (
            <ToggleButton
              key={count}
              size="small"
              checked={draft.secretExpiresOn === day}
              onClick={() => change({ secretExpiresOn: day })}
            >
              {tw('expiry.months', { count })}
            </ToggleButton>
          )
        })}
      </fieldset>
    </div>
  )
}
