import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'

const useStyles = makeStyles({
  choice: {
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
    display: 'flex',
    columnGap: tokens.spacingHorizontalXXS,
    '@media print': { display: 'none' },
  },
  button: { minWidth: '40px' },
})

type Props<Days extends number> = { windows: readonly Days[]; days: Days; onDays: (days: Days) => void }

/** How many days back a chart or a screen looks. */
export function WindowChoice<Days extends number>({ windows, days, onDays }: Props<Days>) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <fieldset className={styles.choice} aria-label={t('charts.window')}>
      {windows.map(one => (
        <ToggleButton
          key={one}
          className={styles.button}
          size="small"
          appearance="subtle"
          checked={one === days}
          onClick={() => onDays(one)}
        >
          {t('charts.days', { count: Number(one) })}
        </ToggleButton>
      ))}
    </fieldset>
  )
}
