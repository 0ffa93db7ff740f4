import { Body1, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import type { DrawCell } from '../../ui/table/body/seen-columns.ts'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { RouteLink } from '../insight/route-link.tsx'
import { ofValue, splits } from './splits.ts'

const useStyles = makeStyles({
  about: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', textAlign: 'left', display: 'block' },
})

const columns = ['department', 'product_name', 'seats', 'active_seats_30d', 'price_year', 'cost_year']
const [byDepartment] = splits

/** The seats that a row counts. */
function seatsOf(row: TableRow): Route {
  const department = row.values['department'] ?? null
  return {
    ...plainRoute('reports'),
    report: 'seats',
    filters: [
      ofValue(byDepartment, department === null ? null : String(department)),
      { column: 'sku_id', operator: '=', value: String(row.values['sku_id']) },
    ],
  }
}

type Props = { connector: string; route: Route; navigate: Navigate }

/** What each department holds of each product, to be charged to it; exported like every table. */
export function ChargeBack({ connector, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const blanks = useMemo(() => ({ department: t('departments.none.department') }), [t])
  const cells = useMemo((): Record<string, DrawCell> => {
    return {
      department: row => (
        <RouteLink className={styles.name} route={seatsOf(row)} navigate={navigate}>
          {String(row.values['department'] ?? blanks.department)}
        </RouteLink>
      ),
    }
  }, [navigate, blanks, styles])
  return (
    <>
      <Body1 className={styles.about}>{t('departments.chargeBackAbout')}</Body1>
      <ReportTable
        connector={connector}
        report="charge-back"
        view={route}
        onView={(changes, options) => navigate({ ...route, ...changes }, options)}
        columns={columns}
        cells={cells}
        blanks={blanks}
        onOpenPage={row => navigate(seatsOf(row))}
      />
    </>
  )
}
