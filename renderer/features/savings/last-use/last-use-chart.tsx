import { Body1, Dropdown, makeStyles, Option, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LastUse } from '../../../../electron/contract/savings/last-use.ts'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { BarLegend } from '../../../ui/charts/bar-legend.tsx'
import { ChartFrame } from '../../../ui/charts/chart-frame.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { seatsOfBand } from '../seats-behind.ts'
import {
  columnsOfUse,
  idleSeats,
  measuredSeats,
  partsOfUse,
  seatsOf,
  type UseColumn,
} from './columns-of-use.ts'
import { DaysChoice } from './days-choice.tsx'
import { DrawnColumns, tonesOfParts } from './drawn-columns.tsx'
import { IdleLine } from './idle-line.tsx'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  product: { minWidth: '180px' },
})

type Props = {
  connector: string
  /** The product that the chart is about; without one it is chosen, all paid products at first. */
  skuId?: string
}

/** Seats by days since last use; the idle days are a line that shows what another number comes to. */
export function LastUseChart({ connector, skuId }: Props) {
  const lastUse = useQuery(useSavingsQueries(connector).lastUse())
  const [chosen, setChosen] = useState<string | null>(null)
  if (lastUse.isError) return <ErrorPanel error={lastUse.error} onRetry={() => void lastUse.refetch()} />
  if (lastUse.data === undefined) return <Loading when />
  const choice =
    skuId === undefined ? (
      <ProductChoice products={lastUse.data.products} chosen={chosen} onChoose={setChosen} />
    ) : null
  return <Chart connector={connector} lastUse={lastUse.data} skuId={skuId ?? chosen} choice={choice} />
}

type ChoiceProps = {
  products: LastUse['products']
  chosen: string | null
  onChoose: (skuId: string | null) => void
}

function ProductChoice({ products, chosen, onChoose }: ChoiceProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const name = products.find(one => one.skuId === chosen)?.productName ?? t('lastUse.all')
  return (
    <Dropdown
      size="small"
      className={styles.product}
      aria-label={t('lastUse.product')}
      value={name}
      selectedOptions={[chosen ?? '']}
      onOptionSelect={(_, { optionValue }) => onChoose(optionValue === '' ? null : (optionValue ?? null))}
    >
      <Option value="">{t('lastUse.all')}</Option>
      {products
        .filter(({ isPaid }) => isPaid)
        .map(one => (
          <Option key={one.skuId} value={one.skuId}>
            {one.productName}
          </Option>
        ))}
    </Dropdown>
  )
}

type ChartProps = {
  connector: string
  lastUse: LastUse
  skuId: string | null
  choice: ReactNode
}

function Chart({ connector, lastUse, skuId, choice }: ChartProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const { settings, asOf } = lastUse
  const [draft, setDraft] = useState<number | null>(null)
  const days = draft ?? settings.idleDays
  const used = seatsOf(lastUse, skuId)
  const isPaid = skuId === null || lastUse.products.some(one => one.skuId === skuId && one.isPaid)
  const columns = columnsOfUse(used, days)
  const says = useIdleWords(columns, days)
  const set = idleSeats(columnsOfUse(used, settings.idleDays))
  const nothing = useNothing(columns)
  const note = [
    asOf === null ? '' : t('lastUse.note', { date: format.date(asOf) }),
    columns.some(({ unknown }) => unknown > 0) ? t('lastUse.notMeasured') : '',
  ]
  return (
    <ChartFrame
      title={t('lastUse.title')}
      controls={choice}
      table={useTable(columns)}
      note={note.filter(text => text !== '').join(' ')}
    >
      {nothing !== null ? (
        <Body1 className={styles.quiet}>{nothing}</Body1>
      ) : (
        <>
          <DaysChoice
            connector={connector}
            settings={settings}
            days={days}
            says={says}
            more={idleSeats(columns) - set}
            onMove={setDraft}
          />
          <BarLegend
            parts={partsOfUse
              .filter(part => columns.some(column => column[part] > 0))
              .map(part => ({ key: part, tone: tonesOfParts[part], name: t(`lastUse.parts.${part}`) }))}
          />
          <DrawnColumns
            columns={columns}
            nameOf={({ band }) => t(`lastUse.bands.${band}`)}
            behind={({ band }) => (isPaid ? seatsOfBand(band, skuId) : null)}
            line={<IdleLine days={days} isMoved={days !== settings.idleDays} says={says} onMove={setDraft} />}
          />
        </>
      )}
    </ChartFrame>
  )
}

/** Why there is nothing to draw; null where something is known. */
function useNothing(columns: readonly UseColumn[]): string | null {
  const { t } = useTranslation('savings')
  const format = useFormat()
  const seats = columns.reduce((sum, column) => sum + column.seats, 0)
  if (seats === 0) return t('lastUse.none')
  const isUnknown = columns.every(column => column.band === 'not_measured' || column.seats === 0)
  return isUnknown ? t('lastUse.unknown', { count: seats, formatted: format.integer(seats) }) : null
}

function useIdleWords(columns: readonly UseColumn[], days: number): string {
  const { t } = useTranslation('savings')
  const format = useFormat()
  const idle = idleSeats(columns)
  return t('lastUse.idle', {
    count: idle,
    formatted: format.integer(idle),
    measured: format.integer(measuredSeats(columns)),
    days,
  })
}

function useTable(columns: readonly UseColumn[]) {
  const { t } = useTranslation('savings')
  const format = useFormat()
  return {
    columns: [t('lastUse.axis'), t('lastUse.seats'), ...partsOfUse.map(part => t(`lastUse.parts.${part}`))],
    rows: columns.map(column => ({
      key: column.band,
      cells: [
        t(`lastUse.bands.${column.band}`),
        format.integer(column.seats),
        ...partsOfUse.map(part => format.integer(column[part])),
      ],
    })),
  }
}
