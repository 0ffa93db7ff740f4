import { Body1, Button, makeStyles, SpinButton, tokens } from '@fluentui/react-components'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { LastUse } from '../../../../electron/contract/savings/last-use.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { boundedDays, maxIdleDays, minIdleDays } from './columns-of-use.ts'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  choice: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    minHeight: '32px',
    '@media print': { display: 'none' },
  },
  days: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  spin: { width: '84px' },
})

type DaysProps = {
  connector: string
  settings: LastUse['settings']
  days: number
  says: string
  /** How many more seats are idle than with the days that are set. */
  more: number
  onMove: (days: number | null) => void
}

/** What the line says in words, the same days as a number, and the way to keep them. */
export function DaysChoice({ connector, settings, days, says, more, onMove }: DaysProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const label = useId()
  const change = useSavingsChange('savings.changeSettings', connector)
  const isMoved = days !== settings.idleDays
  const kind = more === 0 ? 'same' : more > 0 ? 'more' : 'fewer'
  return (
    <>
      <div className={styles.choice}>
        <span className={styles.days}>
          <span id={label}>{t('thresholds.idleDays')}</span>
          <SpinButton
            size="small"
            className={styles.spin}
            aria-labelledby={label}
            value={days}
            min={minIdleDays}
            max={maxIdleDays}
            onChange={(_, data) => {
              const value = data.value ?? Number.parseInt(data.displayValue ?? '', 10)
              if (Number.isInteger(value)) onMove(boundedDays(value))
            }}
          />
        </span>
        {isMoved && (
          <>
            <Button
              size="small"
              appearance="primary"
              disabledFocusable={change.isPending}
              onClick={() =>
                change.mutate(
                  { connector, settings: { ...settings, idleDays: days } },
                  { onSuccess: () => onMove(null) },
                )
              }
            >
              {change.isPending ? t('lastUse.applying') : t('lastUse.apply', { days })}
            </Button>
            <Button size="small" disabledFocusable={change.isPending} onClick={() => onMove(null)}>
              {t('lastUse.cancel')}
            </Button>
          </>
        )}
      </div>
      <Body1>
        {says}
        {isMoved && (
          <span className={styles.quiet}>
            {' '}
            {t(`lastUse.${kind}`, { seats: format.integer(Math.abs(more)), days: settings.idleDays })}
          </span>
        )}
      </Body1>
      {change.isError && <ErrorPanel error={change.error} />}
    </>
  )
}
