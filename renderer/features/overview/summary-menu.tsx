import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { ArrowDownloadRegular, DocumentPdfRegular, GlobeRegular, PrintRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/context.tsx'
import { useQueries } from '../../queries.ts'
import { ExportStatus } from '../../ui/table/export/export-status.tsx'
import { useFollowedExport } from '../../ui/table/export/use-export.ts'
import { useSaveFile } from '../../ui/table/export/use-save-file.ts'

const useStyles = makeStyles({
  menu: { display: 'flex', justifyContent: 'flex-end' },
  status: { marginTop: tokens.spacingVerticalS },
})

/** The overview as a summary to hand on: on paper, as a PDF where the host writes one, and as a web page. */
export function SummaryMenu({ connector }: { connector: string }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const queries = useQueries()
  const exporting = useFollowedExport()
  const { isBrowser, save } = useSaveFile()
  const status = useQuery(queries.status()).data?.find(one => one.connector.id === connector)
  const savePdf = () =>
    exporting.follow(async () => {
      const date = new Date().toISOString().slice(0, 10)
      const name = t('overview.pdfName', { tenant: status?.connector.name ?? '', date }).slice(0, 100)
      const { file } = await bridge.call('host.savePdf', { name })
      return file === null ? { kind: 'idle' } : { kind: 'saved', file }
    })
  const savePage = () =>
    exporting.follow(async (_id, signal) => {
      const { file } = await bridge.call('insight.exportOverview', { connector }, signal)
      if (isBrowser) await save(file)
      return { kind: 'saved', file }
    })
  return (
    <>
      <div className={styles.menu}>
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button size="small" icon={<ArrowDownloadRegular />}>
              {t('overview.summary')}
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem icon={<PrintRegular />} onClick={() => window.print()}>
                {t('overview.print')}
              </MenuItem>
              {!isBrowser && (
                <MenuItem icon={<DocumentPdfRegular />} onClick={() => void savePdf()}>
                  {t('overview.pdf')}
                </MenuItem>
              )}
              <MenuItem icon={<GlobeRegular />} onClick={() => void savePage()}>
                {t('overview.page')}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      {exporting.state.kind !== 'idle' && (
        <div className={styles.status}>
          <ExportStatus exporting={exporting} />
        </div>
      )}
    </>
  )
}
