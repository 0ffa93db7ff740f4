import {
  Button,
  Field,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  ProgressBar,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../../bridge/context.tsx'
import { ErrorPanel } from '../../error-panel.tsx'
import { useFormat } from '../../format-context.tsx'
import type { Export } from './use-export.ts'
import { useSaveFile } from './use-save-file.ts'

const useStyles = makeStyles({
  progress: { width: '280px', maxWidth: '100%' },
})

/** How far an export is, with a way to stop it; then where it lies, with the ways to it. */
export function ExportStatus({ exporting }: { exporting: Export }) {
  const styles = useStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const { state, cancel, dismiss } = exporting
  if (state.kind === 'idle') return null
  if (state.kind === 'failed') {
    return <ErrorPanel error={state.error} choice={{ label: t('table.export.dismiss'), onChoose: dismiss }} />
  }
  if (state.kind === 'running') {
    const { rows, total } = state
    const values = { rows: format.integer(rows), total: format.integer(total) }
    return (
      <MessageBar intent="info" icon={null} layout="multiline">
        <MessageBarBody>
          <Field
            className={styles.progress}
            label={total === 0 ? t('table.export.starting') : t('table.export.running', values)}
          >
            {total === 0 ? <ProgressBar /> : <ProgressBar value={rows / total} />}
          </Field>
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={cancel}>{t('table.filter.cancel')}</Button>
        </MessageBarActions>
      </MessageBar>
    )
  }
  const rows = state.kind === 'saved' ? 0 : state.rows
  const values = { count: rows, rows: format.integer(rows) }
  return (
    <MessageBar intent="success">
      <MessageBarBody>
        {state.kind === 'done' && t('table.export.written', { ...values, file: nameOf(state.file) })}
        {state.kind === 'saved' && t('table.export.saved', { file: nameOf(state.file) })}
        {state.kind === 'copied' &&
          (state.rows < state.filtered
            ? t('table.export.copiedPart', { ...values, filtered: format.integer(state.filtered) })
            : t('table.export.copied', values))}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={t('table.export.dismiss')}
            onClick={dismiss}
          />
        }
      >
        {(state.kind === 'done' || state.kind === 'saved') && <FileButtons file={state.file} />}
      </MessageBarActions>
    </MessageBar>
  )
}

/** The ways to the file: the desktop's own, or another download where there is no desktop. */
function FileButtons({ file }: { file: string }) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const { isBrowser, save } = useSaveFile()
  if (isBrowser) return <Button onClick={() => void save(file)}>{t('table.export.download')}</Button>
  const open = (what: 'file' | 'folder') =>
    // A file that somebody has moved meanwhile is not there to be opened.
    void bridge.call('host.openExport', { file, what }).catch(() => undefined)
  return (
    <>
      <Button onClick={() => open('file')}>{t('table.export.open')}</Button>
      <Button onClick={() => open('folder')}>{t('table.export.showInFolder')}</Button>
    </>
  )
}

/** The last part of a path, as either system writes it. */
const nameOf = (file: string) => file.split(/[\\/]/).at(-1) ?? file
