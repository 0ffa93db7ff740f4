import { useTranslation } from 'react-i18next'
import { BarLegend } from '../../ui/charts/bar-legend.tsx'
import { BarList } from '../../ui/charts/bar-list.tsx'
import { ChartFrame } from '../../ui/charts/chart-frame.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { moneyText } from '../savings/money.ts'
import { type ReducibleMonth, reducibleMonths } from './reducible-months.ts'
import type { PlannedRenewal } from './use-renewal-plan.ts'

const tones = { firm: 'freed', open: 'inactive' } as const
const parts = ['firm', 'open'] as const

/** How much can leave the bill in which month, what is decided and what is not, and by when to decide. */
export function ReducibleChart({ plan, today }: { plan: readonly PlannedRenewal[]; today: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const months = reducibleMonths([...plan], today)
  if (months.length === 0) return null
  // Each currency has a measure of its own: bars of two must not be compared.
  const measured = [...Map.groupBy(months, ({ currency }) => currency)].map(([measure, rows]) => ({
    measure,
    rows,
  }))
  const monthOf = ({ month }: ReducibleMonth) => format.month(`${month}-01`)
  const amount = ({ currency }: ReducibleMonth, value: number) =>
    currency === null
      ? t('renewalsScreen.reducible.seats', { count: value, seats: format.integer(value) })
      : moneyText([{ currency, amount: value }])
  const days = ({ decideBy }: ReducibleMonth) => decideBy.map(format.date).join(', ')
  const keyOf = ({ month, currency }: ReducibleMonth) => `${month} ${currency ?? ''}`
  // Of several days the first one counts; the table has all of them.
  const textOf = (row: ReducibleMonth) => {
    const [first] = row.decideBy
    const text = amount(row, row.firm + row.open)
    return first === undefined
      ? text
      : `${text} · ${t('renewalsScreen.decideBy', { date: format.date(first) })}`
  }
  const isMoney = months.some(({ currency }) => currency !== null)
  const leavesOut = isMoney && hasUnpriced(plan)
  const name = (part: (typeof parts)[number]) => t(`renewalsScreen.reducible.${part}`)
  return (
    <ChartFrame
      title={t('renewalsScreen.reducible.title')}
      note={
        isMoney
          ? t(leavesOut ? 'renewalsScreen.reducible.noteUnpriced' : 'renewalsScreen.reducible.note')
          : undefined
      }
      table={{
        columns: [t('renewalsScreen.reducible.month'), ...parts.map(name), t('renewalsScreen.reducible.by')],
        rows: months.map(row => ({
          key: keyOf(row),
          cells: [monthOf(row), ...parts.map(part => amount(row, row[part])), days(row)],
        })),
      }}
    >
      <BarLegend parts={parts.map(part => ({ key: part, tone: tones[part], name: name(part) }))} />
      {measured.map(({ measure, rows }) => (
        <BarList
          key={measure ?? ''}
          of={Math.max(...rows.map(({ firm, open }) => firm + open))}
          rows={rows.map(row => ({
            key: keyOf(row),
            name: monthOf(row),
            title: monthOf(row),
            parts: parts.map(part => ({ key: part, tone: tones[part], value: row[part] })),
            text: textOf(row),
          }))}
        />
      ))}
    </ChartFrame>
  )
}

/** Whether seats could leave the bill of which nobody knows what they cost. */
function hasUnpriced(plan: readonly PlannedRenewal[]): boolean {
  return plan.some(row => parts.some(part => row[part].seats > 0 && row[part].money.length === 0))
}
