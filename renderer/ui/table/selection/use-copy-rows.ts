import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportColumn } from '../../../../electron/contract/reports.ts'
import { copyTable, copyText } from '../../copy-text.ts'
import { formatCell } from '../../format.ts'
import { useFormat } from '../../format-context.tsx'
import { useCellWords } from '../body/use-cell-words.ts'
import type { Layout } from '../columns/layout.ts'
import type { TableRow } from '../rows/table-row.ts'
import { copiedTable } from './copied-table.ts'

/** Copies rows as they are seen: the shown columns in their order, under titles when there are several. */
export function useCopyRows(columns: readonly ReportColumn[], { shown }: Layout) {
  const format = useFormat()
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const flags = useCellWords()
  const seen = shown.flatMap(key => columns.find(column => column.key === key) ?? [])
  const lineOf = ({ values }: TableRow) =>
    seen.map(column => formatCell(values[column.key] ?? null, column, format, flags))
  const sayCopied = (count: number) => setSaid(t('table.copied', { count }))
  return {
    /** What was copied last, for those who listen. */
    said,
    copyRows: async (rows: readonly TableRow[]) => {
      const lines = rows.map(lineOf)
      const hasTitles = rows.length > 1
      await copyTable(copiedTable(hasTitles ? [seen.map(({ label }) => label), ...lines] : lines, hasTitles))
      sayCopied(rows.length)
    },
    copyNames: async (names: readonly string[]) => {
      await copyText(names.join('\n'))
      sayCopied(names.length)
    },
  }
}
