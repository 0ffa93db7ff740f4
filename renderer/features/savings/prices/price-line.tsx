import { Button, Input, makeStyles, Select, TableCell, TableRow, tokens } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { pricePeriods } from '../../../../electron/contract/savings/names.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { type DraftPrice, draftProblem } from './price-draft.ts'

const useStyles = makeStyles({
  under: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  fill: { minWidth: '0', width: '100%' },
  problem: { color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
  number: { fontVariantNumeric: 'tabular-nums' },
  // Side by side, or one below the other where that is too wide.
  inputs: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} 0`,
  },
  amount: { width: '70px', minWidth: '0' },
  currency: { width: '60px', minWidth: '0' },
  per: { width: '92px', minWidth: '0' },
  day: { width: '120px', minWidth: '0' },
  buttons: { display: 'flex' },
})

type Props = {
  draft: DraftPrice
  drafts: readonly DraftPrice[]
  onChange: (draft: DraftPrice) => void
  onAdd: () => void
  onRemove: () => void
}

/** One price: for which seats, how much, and from when to when. */
export function PriceLine({ draft, drafts, onChange, onAdd, onRemove }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const problem = draftProblem(draft, drafts)
  const labelOf = (column: 'amount' | 'currency' | 'per' | 'from' | 'to' | 'subscription') =>
    `${t(`prices.${column}`)}, ${draft.name}`
  return (
    <TableRow>
      <TableCell>
        <div>
          {draft.name}
          <div className={styles.under}>{draft.partNumber}</div>
        </div>
      </TableCell>
      <TableCell className={styles.number}>
        {draft.seats === null ? '–' : format.integer(draft.seats)}
      </TableCell>
      <TableCell>
        <Subscription draft={draft} label={labelOf('subscription')} onChange={onChange} />
      </TableCell>
      <TableCell>
        <div className={styles.inputs}>
          <Input
            size="small"
            className={styles.amount}
            inputMode="decimal"
            aria-label={labelOf('amount')}
            value={draft.amount}
            onChange={(_, { value }) => onChange({ ...draft, amount: value })}
          />
          <Input
            size="small"
            className={styles.currency}
            aria-label={labelOf('currency')}
            value={draft.currency}
            maxLength={3}
            onChange={(_, { value }) => onChange({ ...draft, currency: value.toUpperCase() })}
          />
          <Select
            size="small"
            className={styles.per}
            aria-label={labelOf('per')}
            value={draft.per}
            onChange={(_, { value }) =>
              onChange({ ...draft, per: pricePeriods.find(known => known === value) ?? 'month' })
            }
          >
            {pricePeriods.map(period => (
              <option key={period} value={period}>
                {t(`prices.periods.${period}`)}
              </option>
            ))}
          </Select>
          {problem !== null && <div className={styles.problem}>{t(`prices.${problem}`)}</div>}
        </div>
      </TableCell>
      <TableCell>
        <div className={styles.inputs}>
          {(['from', 'to'] as const).map(side => (
            <Input
              key={side}
              size="small"
              type="date"
              className={styles.day}
              aria-label={labelOf(side)}
              value={(side === 'from' ? draft.validFrom : draft.validTo) ?? ''}
              onChange={(_, { value }) =>
                onChange({
                  ...draft,
                  [side === 'from' ? 'validFrom' : 'validTo']: value === '' ? null : value,
                })
              }
            />
          ))}
        </div>
      </TableCell>
      <TableCell>
        <div className={styles.buttons}>
          <Button
            size="small"
            appearance="subtle"
            icon={<AddRegular />}
            aria-label={t('prices.add', { product: draft.name })}
            title={t('prices.add', { product: draft.name })}
            onClick={onAdd}
          />
          <Button
            size="small"
            appearance="subtle"
            icon={<DeleteRegular />}
            aria-label={t('prices.remove', { product: draft.name })}
            title={t('prices.remove', { product: draft.name })}
            onClick={onRemove}
          />
        </div>
      </TableCell>
    </TableRow>
  )
}

type SubscriptionProps = { draft: DraftPrice; label: string; onChange: (draft: DraftPrice) => void }

/** All subscriptions of the product that have no price of their own, or one of them. */
function Subscription({ draft, label, onChange }: SubscriptionProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const { subscriptionId, subscriptions } = draft
  const isGone = subscriptionId !== null && subscriptions.every(one => one.subscriptionId !== subscriptionId)
  return (
    <Select
      size="small"
      className={styles.fill}
      aria-label={label}
      value={subscriptionId ?? ''}
      onChange={(_, { value }) => onChange({ ...draft, subscriptionId: value === '' ? null : value })}
    >
      <option value="">{t('prices.allSubscriptions')}</option>
      {subscriptions.map(({ subscriptionId: id, seats, nextDay }) => (
        <option key={id} value={id}>
          {t('prices.oneSubscription', {
            seats: seats === null ? '–' : format.integer(seats),
            date: nextDay === null ? t('prices.noDate') : format.date(nextDay),
          })}
        </option>
      ))}
      {isGone && <option value={subscriptionId}>{subscriptionId}</option>}
    </Select>
  )
}
