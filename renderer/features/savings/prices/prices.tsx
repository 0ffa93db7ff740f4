import {
  Button,
  Input,
  makeStyles,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceInput, PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { pricePeriods } from '../../../../electron/contract/savings/names.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { useSavingsChange, useSavingsQueries } from '../use-savings.ts'
import { PastePrices } from './paste-prices.tsx'
import { type DraftPrice, draftOf, draftProblem, pricesOf } from './price-draft.ts'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    overflowY: 'auto',
    minHeight: 0,
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  about: { color: tokens.colorNeutralForeground3, margin: 0 },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  short: { width: '110px' },
  problem: { color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
  number: { fontVariantNumeric: 'tabular-nums' },
})

/** The prices of all products in one grid. What is typed is a draft until it is applied. */
export function Prices({ connector }: { connector: string }) {
  const list = useQuery(useSavingsQueries(connector).prices())
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return null
  return <PriceGrid key={JSON.stringify(list.data.prices)} connector={connector} list={list.data} />
}

function PriceGrid({ connector, list }: { connector: string; list: PriceList }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [drafts, setDrafts] = useState<readonly DraftPrice[]>(() => draftOf(list))
  const [isPasting, setPasting] = useState(false)
  const apply = useSavingsChange('savings.setPrices', connector)
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(draftOf(list))
  const hasProblem = drafts.some(draft => draftProblem(draft) !== null)
  const change = (changed: DraftPrice) =>
    setDrafts(drafts.map(one => (one.key === changed.key ? changed : one)))
  const takeOver = (prices: readonly PriceInput[]) => {
    setDrafts(draftOf({ ...list, prices: mergePrices(list.prices, prices) }))
    setPasting(false)
  }
  return (
    <div className={styles.page}>
      <p className={styles.about}>{t('prices.about')}</p>
      <div className={styles.bar}>
        <Button
          appearance="primary"
          disabled={!isChanged || hasProblem || apply.isPending}
          onClick={() => apply.mutate({ connector, prices: pricesOf(drafts) })}
        >
          {t('prices.apply')}
        </Button>
        <Button disabled={!isChanged} onClick={() => setDrafts(draftOf(list))}>
          {t('prices.discard')}
        </Button>
        <Button onClick={() => setPasting(true)}>{t('prices.paste')}</Button>
      </div>
      {apply.isError && <ErrorPanel error={apply.error} />}
      {isPasting && <PastePrices connector={connector} onRead={takeOver} onClose={() => setPasting(false)} />}
      <Table size="small" aria-label={t('tabs.prices')}>
        <TableHeader>
          <TableRow>
            {(['product', 'seats', 'amount', 'currency', 'per', 'from', 'to'] as const).map(column => (
              <TableHeaderCell key={column}>{t(`prices.${column}`)}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {drafts.map(draft => (
            <Line key={draft.key} draft={draft} onChange={change} />
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

function Line({ draft, onChange }: { draft: DraftPrice; onChange: (draft: DraftPrice) => void }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const problem = draftProblem(draft)
  const labelOf = (column: 'amount' | 'currency' | 'per' | 'from' | 'to') =>
    `${t(`prices.${column}`)}, ${draft.name}`
  return (
    <TableRow>
      <TableCell>
        <div>
          {draft.name}
          <div className={styles.under}>
            {[draft.partNumber, draft.subscriptionId ?? ''].filter(part => part !== '').join(' · ')}
          </div>
        </div>
      </TableCell>
      <TableCell className={styles.number}>
        {draft.seats === null ? '–' : format.integer(draft.seats)}
      </TableCell>
      <TableCell>
        <div>
          <Input
            size="small"
            className={styles.short}
            inputMode="decimal"
            aria-label={labelOf('amount')}
            value={draft.amount}
            onChange={(_, { value }) => onChange({ ...draft, amount: value })}
          />
          {problem !== null && <div className={styles.problem}>{t(`prices.${problem}`)}</div>}
        </div>
      </TableCell>
      <TableCell>
        <Input
          size="small"
          className={styles.short}
          aria-label={labelOf('currency')}
          value={draft.currency}
          maxLength={3}
          onChange={(_, { value }) => onChange({ ...draft, currency: value.toUpperCase() })}
        />
      </TableCell>
      <TableCell>
        <Select
          size="small"
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
      </TableCell>
      {(['from', 'to'] as const).map(side => (
        <TableCell key={side}>
          <Input
            size="small"
            type="date"
            aria-label={labelOf(side)}
            value={(side === 'from' ? draft.validFrom : draft.validTo) ?? ''}
            onChange={(_, { value }) =>
              onChange({ ...draft, [side === 'from' ? 'validFrom' : 'validTo']: value === '' ? null : value })
            }
          />
        </TableCell>
      ))}
    </TableRow>
  )
}

/** Prices that were read take the place of those of the same seats. */
function mergePrices(stored: readonly PriceInput[], read: readonly PriceInput[]): PriceInput[] {
  const isReplaced = (one: PriceInput) =>
    read.some(price => price.skuId === one.skuId && price.subscriptionId === one.subscriptionId)
  return [...stored.filter(one => !isReplaced(one)), ...read]
}
