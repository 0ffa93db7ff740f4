import { makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '../error-panel.tsx'
import { useDelayed } from '../loading.tsx'
import { Notes } from '../notes.tsx'
import { VisuallyHidden } from '../visually-hidden.tsx'
import { TableBody } from './body/table-body.tsx'
import { TableEmpty } from './body/table-empty.tsx'
import { ExportStatus } from './export/export-status.tsx'
import { FilterPopover } from './filter/filter-popover.tsx'
import { PanelOf } from './panel/panel-of.tsx'
import { SelectionBar } from './selection/selection-bar.tsx'
import { TableActions } from './table-actions.tsx'
import type { TableFrameProps } from './table-props.ts'
import { Toolbar } from './toolbar/toolbar.tsx'
import { useTableModel } from './use-table-model.ts'
import { ViewProblems } from './view-problems.tsx'

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    flexGrow: 1,
    minHeight: 0,
    minWidth: 0,
    // A window that is lower than this scrolls the whole of it.
    position: 'relative',
    overflowY: 'auto',
  },
  top: { display: 'flex', flexDirection: 'column', flexShrink: 0, rowGap: tokens.spacingVerticalS },
  beside: {
    position: 'relative',
    display: 'flex',
    flexGrow: 1,
    flexShrink: 0,
    flexBasis: 0,
    minHeight: '220px',
    columnGap: tokens.spacingHorizontalM,
  },
  main: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
})

const none = {} as const
const noNames: readonly string[] = []

/** The parts of a table around its rows, once its report is known. */
export function TableFrame(props: TableFrameProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const model = useTableModel(props)
  const { report, onView } = props
  const { head, view, problems, request, columns, selection, opened, copy } = model
  const isLate = useDelayed(head.isPending)
  return (
    <div className={styles.frame}>
      <div className={styles.top}>
        <Toolbar
          report={report}
          columns={columns}
          view={view}
          onView={onView}
          quickFilters={props.quickFilters ?? []}
          editing={model.editing}
          owns={props.owns ?? noNames}
          actions={<TableActions {...props} model={model} />}
        >
          {props.toolbar}
        </Toolbar>
        <ViewProblems
          problems={problems}
          onCorrect={() => onView({ ...view, unread: [] }, { replace: true })}
        />
        {head.isError && <ErrorPanel error={head.error} onRetry={() => void head.refetch()} />}
        {head.data !== undefined && <Notes notes={head.data.notes} connector={props.connector} />}
        {isLate && <Spinner label={t('common.loading')} />}
        <ExportStatus exporting={model.exporting} />
        <SelectionBar
          selection={selection}
          actions={props.actions ?? []}
          hasNames={report.columns.some(({ key }) => key === 'user_principal_name')}
          onCopyRows={copy.copyRows}
          onCopyNames={copy.copyNames}
        />
      </div>
      <div className={styles.beside}>
        <div className={styles.main}>
          {head.data?.filtered === 0 && !head.isError && (
            <TableEmpty
              page={head.data}
              total={model.total}
              onClear={() => onView({ search: '', filters: [], open: null })}
            />
          )}
          {head.data !== undefined && head.data.filtered > 0 && !head.isError && (
            <TableBody
              {...model}
              head={head.data}
              isStale={head.isPlaceholderData}
              title={report.title}
              open={view.open}
              sort={request.sort}
              cells={props.cells ?? none}
              marks={props.marks ?? none}
              drawnWidths={props.drawnWidths ?? none}
              onSort={sort => onView({ sort })}
              onFilter={column => model.editing.edit({ column, replaces: null })}
              onRow={model.onRow}
              onMove={model.onMove}
            />
          )}
        </div>
        {view.open !== null && <PanelOf {...props} opened={opened} onClose={() => onView({ open: null })} />}
      </div>
      <FilterPopover
        report={report}
        editing={model.editing}
        request={request}
        filters={view.filters}
        onFilters={filters => onView({ filters, open: null })}
      />
      <VisuallyHidden live>{copy.said}</VisuallyHidden>
    </div>
  )
}
