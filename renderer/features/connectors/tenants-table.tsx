import {
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { ExportTenants } from './export-tenants.tsx'
import { noFigures, sumOf, type TenantFigures } from './tenant-figures.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  table: { position: 'relative', overflowX: 'auto' },
  number: { textAlign: 'right', justifyContent: 'flex-end', fontVariantNumeric: 'tabular-nums' },
  total: { fontWeight: tokens.fontWeightSemibold },
})

type Props = {
  connectors: readonly ConnectorStatus[]
  figures: ReadonlyMap<string, TenantFigures>
}

const numbers = ['users', 'bought', 'assigned', 'unassigned'] as const
const columns = ['tenant', 'domain', ...numbers, 'lastSync', 'credentialEnds'] as const

/** All tenants side by side, with their sums. */
export function TenantsTable({ connectors, figures }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const heading = useId()
  const { rows, total } = useTenantRows(connectors, figures)
  const titles = columns.map(column => t(`tenants.table.${column}`))
  const cellStyle = (index: number) =>
    numbers.some(number => number === columns[index]) ? styles.number : ''
  return (
    <section className={styles.part} aria-labelledby={heading}>
      <div className={styles.head}>
        <Subtitle2 as="h2" id={heading}>
          {t('tenants.table.title')}
        </Subtitle2>
        <ExportTenants lines={[titles, ...rows.map(({ cells }) => cells), total]} tenants={rows.length} />
      </div>
      <div className={styles.table}>
        <Table size="small" aria-labelledby={heading}>
          <TableHeader>
            <TableRow>
              {titles.map((title, index) => (
                <TableHeaderCell key={title} button={{ className: cellStyle(index) }}>
                  {title}
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {[...rows, { id: 'total', cells: total }].map(({ id, cells }) => (
              <TableRow key={id} className={id === 'total' ? styles.total : ''}>
                {columns.map((column, index) => (
                  <TableCell key={column} className={cellStyle(index)}>
                    {cells[index]}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  )
}

/** The cells of the table as they are shown and copied. */
function useTenantRows(connectors: readonly ConnectorStatus[], figures: ReadonlyMap<string, TenantFigures>) {
  const { t } = useTranslation()
  const format = useFormat()
  const amount = (value: number | null) =>
    value === null ? t('tenants.table.unknown') : format.integer(value)
  const known = connectors.map(({ connector: { id } }) => figures.get(id) ?? noFigures)
  const rows = connectors.map(
    ({ connector: { id, name }, domain, lastRun, secretExpiresOn, demo }, index) => {
      const at = lastRun?.finishedAt ?? null
      const ends = secretExpiresOn === null ? t('tenants.table.unknown') : format.date(secretExpiresOn)
      const amounts = numbers.map(number => amount(known[index]?.[number] ?? null))
      const last = at === null ? t('tenants.table.never') : format.time(at)
      return { id, cells: [name, domain ?? '', ...amounts, last, demo ? '' : ends] }
    },
  )
  const sums = numbers.map(number => amount(sumOf(known.map(one => one[number]))))
  return { rows, total: [t('tenants.table.total'), '', ...sums, '', ''] }
}
