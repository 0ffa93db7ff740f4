import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/context.tsx'
import { copyTable } from '../../ui/copy-text.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { ExportMenu } from '../../ui/table/export/export-menu.tsx'
import { ExportStatus } from '../../ui/table/export/export-status.tsx'
import { type ExportFormat, useFollowedExport } from '../../ui/table/export/use-export.ts'
import { useSaveFile } from '../../ui/table/export/use-save-file.ts'
import { copiedTable } from '../../ui/table/selection/copied-table.ts'

type Props = {
  /** The table as it is shown: titles, a line per tenant, sums. */
  lines: readonly (readonly string[])[]
  tenants: number
}

/** The table over all tenants as a file, or as shown to the clipboard. */
export function ExportTenants({ lines, tenants }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const bridge = useBridge()
  const exporting = useFollowedExport()
  const { isBrowser, save } = useSaveFile()
  const write = (wanted: ExportFormat) =>
    exporting.follow(async (_id, signal) => {
      const written = await bridge.call('connectors.export', { format: wanted }, signal)
      if (isBrowser) await save(written.file)
      return { kind: 'done', ...written }
    })
  const copy = () =>
    exporting.follow(async () => {
      await copyTable(copiedTable(lines, true))
      return { kind: 'copied', rows: tenants, filtered: tenants }
    })
  return (
    <>
      <ExportMenu
        summary={t('table.rows', { count: tenants, filtered: format.integer(tenants) })}
        isRunning={exporting.state.kind === 'running'}
        hasHiddenColumns={false}
        onExport={wanted => void write(wanted)}
        onCopy={() => void copy()}
      />
      <ExportStatus exporting={exporting} />
    </>
  )
}
