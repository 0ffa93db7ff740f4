import {
  Link,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Renewal } from '../../../electron/contract/pages/renewals.ts'
import { formatRoute, itemRoute } from '../../routing/route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { seatParts } from '../licenses/seat-parts.ts'
import { UseBar } from '../licenses/use-bar.tsx'
import { moneyText } from '../savings/money.ts'
import { RenewalDecisionCell } from './renewal-decision.tsx'
import type { PlannedRenewal } from './use-renewal-plan.ts'

const useStyles = makeStyles({
  table: {
    maxWidth: '1300px',
    // Decisions take three lines, which would touch those of the next row.
    '& td': { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
  },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  date: { width: '110px', fontVariantNumeric: 'tabular-nums' },
  seats: { width: '60px', fontVariantNumeric: 'tabular-nums' },
  money: { width: '170px' },
  decision: { width: '140px' },
  figures: { fontVariantNumeric: 'tabular-nums' },
  late: { color: tokens.colorPaletteRedForeground1 },
  use: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, width: '100%' },
})

type Props = {
  title: string
  renewals: readonly Renewal[]
  connector: string
  plan: ReadonlyMap<string, PlannedRenewal>
}

/** Subscriptions by date, with the seats that renew, what can leave the bill, and what was decided. */
export function RenewalTable({ title, renewals, connector, plan }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <Table size="small" className={styles.table} aria-label={title}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.date}>{t('renewalsScreen.date')}</TableHeaderCell>
          <TableHeaderCell>{t('renewalsScreen.product')}</TableHeaderCell>
          <TableHeaderCell className={styles.seats}>{t('renewalsScreen.seats')}</TableHeaderCell>
          <TableHeaderCell>{t('renewalsScreen.use')}</TableHeaderCell>
          <TableHeaderCell className={styles.money}>{t('renewalsScreen.money')}</TableHeaderCell>
          <TableHeaderCell className={styles.decision}>{t('renewalsScreen.decision')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {renewals.map(renewal => (
          <Line
            key={renewal.subscriptionId}
            renewal={renewal}
            connector={connector}
            row={plan.get(renewal.subscriptionId)}
          />
        ))}
      </TableBody>
    </Table>
  )
}

type LineProps = { renewal: Renewal; connector: string; row: PlannedRenewal | undefined }

function Line({ renewal, connector, row }: LineProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const { skuId, productName, partNumber, seats, status } = renewal
  return (
    <TableRow>
      <TableCell className={styles.date}>
        <When renewal={renewal} />
      </TableCell>
      <TableCell>
        <div>
          {skuId === null ? (
            productName
          ) : (
            <Link href={formatRoute(itemRoute('licenses', skuId))}>{productName}</Link>
          )}
          <div className={styles.under}>
            {partNumber}
            {status !== null && status !== 'Enabled' && ` · ${status}`}
          </div>
        </div>
      </TableCell>
      <TableCell className={styles.seats}>
        {seats === null ? t('common.unknown') : format.integer(seats)}
      </TableCell>
      <TableCell>
        <Use renewal={renewal} />
      </TableCell>
      <TableCell>{row !== undefined && <Reducible row={row} />}</TableCell>
      <TableCell>{row !== undefined && <RenewalDecisionCell connector={connector} row={row} />}</TableCell>
    </TableRow>
  )
}

/** What is free or decided, and after it what nobody has decided about. */
function Reducible({ row }: { row: PlannedRenewal }) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (row.firm.seats + row.open.seats === 0) return null
  return (
    <div className={styles.figures}>
      {(['firm', 'open'] as const).map(
        name =>
          row[name].seats > 0 && (
            <div key={name} className={name === 'open' ? styles.under : undefined}>
              {t(`renewalsScreen.${name}`, { count: row[name].seats })}
              {row[name].money.length > 0 && ` · ${moneyText(row[name].money)}`}
            </div>
          ),
      )}
    </div>
  )
}

function When({ renewal: { date, daysLeft, state } }: { renewal: Renewal }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (date === null || daysLeft === null) return t('renewalsScreen.noDate')
  return (
    <div>
      {format.date(date)}
      <div className={state === 'overdue' ? styles.late : styles.under}>
        {state === 'overdue'
          ? t('renewalsScreen.overdue', { count: -daysLeft })
          : t('renewalsScreen.daysLeft', { count: daysLeft })}
      </div>
    </div>
  )
}

function Use({
  renewal: { productSeats, productAssigned, productActive, productInactive },
}: {
  renewal: Renewal
}) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (productSeats === null || productAssigned === null) return t('common.unknown')
  const values = { assigned: format.integer(productAssigned), seats: format.integer(productSeats) }
  const text =
    productActive === null
      ? t('renewalsScreen.assignedOf', values)
      : t('renewalsScreen.activeOf', { ...values, active: format.integer(productActive) })
  return (
    <div className={styles.use}>
      <UseBar
        parts={seatParts({
          ...{ bought: productSeats, consumed: productAssigned },
          ...{ active: productActive, inactive: productInactive },
        })}
      />
      <span className={styles.under}>{text}</span>
    </div>
  )
}
