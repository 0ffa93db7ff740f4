import type { ReactNode } from 'react'
import type { ReportDescription } from '../../../electron/contract/reports.ts'
import type { TableMemory } from '../../../electron/contract/settings.ts'
import type { View } from '../../routing/view.ts'
import type { DrawCell } from './body/seen-columns.ts'
import type { Keep } from './memory/use-table-memory.ts'
import type { Given, OnView } from './rows/report-rows.ts'
import type { TableRow } from './rows/table-row.ts'
import type { RowAction } from './selection/selection-bar.tsx'
import type { QuickFilter } from './toolbar/quick-filters.tsx'

export type ReportTableProps = {
  /** The id of the connector. */
  connector: string
  /** The report by its name. */
  report: string
  /** How the table is looked at: the route of the screen has all of it. */
  view: View
  /** Changes a part of it, as a rule by going to the route with these changes. */
  onView: OnView
  /** Keys of the columns that are shown before somebody chooses, in their order; the first one is pinned. */
  columns?: readonly string[]
  /** What stands small under a column, by its key; usually user principal name or part number. */
  subtitles?: Readonly<Record<string, string>>
  /** Cells that the screen draws itself, by the column's key: a bar, a link. */
  cells?: Readonly<Record<string, DrawCell>>
  /** What the screen draws before the small line under a column's value, by the column's key. */
  marks?: Readonly<Record<string, DrawCell>>
  /** What a screen draws where a column holds nothing, by the column's key, for which it needs the width. */
  blanks?: Readonly<Record<string, string>>
  /** Pixels that cells which the screen draws itself need, by the column's key. */
  drawnWidths?: Readonly<Record<string, number>>
  /** What the screen asks whatever the person asks, for instance one product; it is shown as no chip. */
  given?: Given
  /** Filters at one click above the rows. */
  quickFilters?: readonly QuickFilter[]
  /** Asks for what the side panel will show of a row, before the panel is drawn. */
  askForPanel?: (row: TableRow) => void
  /** What the side panel shows of a row; every value of it when left out. */
  renderPanel?: (row: TableRow) => ReactNode
  /** The title of the side panel; the row's first column when left out. */
  panelTitle?: (row: TableRow) => string
  /** Leads to the row's own page, by Enter, a double click and a button of the panel. */
  onOpenPage?: (row: TableRow) => void
  /** What can be done with selected rows besides copying and exporting them. */
  actions?: readonly RowAction[]
  /** Buttons of the screen in the toolbar. */
  toolbar?: ReactNode
  /**
   * Names of values in the address that the screen reads itself: they are not called unknown, and the
   * toolbar has no field for them.
   */
  owns?: readonly string[]
  /** Under which name columns, widths, order, density and views are kept; the report's name when left out. */
  memory?: string
}

export type TableFrameProps = Omit<ReportTableProps, 'report'> & {
  report: ReportDescription
  remembered: TableMemory
  /** Remembers it for the next time. */
  keep: Keep
}
