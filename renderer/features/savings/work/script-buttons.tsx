import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { CodeRegular, MailRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../../bridge/context.tsx'
import { useSavingsChange } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useSaveFile } from '../../../ui/table/export/use-save-file.ts'
import { Letters } from './letters.tsx'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    flexShrink: 0,
  },
  about: { color: tokens.colorNeutralForeground3 },
  written: { flexShrink: 0 },
})

/** What carries decisions out: a script for whoever may change licenses, and texts to ask departments. */
export function ScriptButtons({ connector }: { connector: string }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [isAsking, setAsking] = useState(false)
  const write = useSavingsChange('savings.exportScripts', connector)
  const { isBrowser, save } = useSaveFile()
  const onWrite = () =>
    write.mutate(
      { connector, decisions: null },
      { onSuccess: ({ files }) => void (isBrowser ? saveEach(files, save) : undefined) },
    )
  return (
    <>
      <div className={styles.bar}>
        <Button icon={<CodeRegular />} disabledFocusable={write.isPending} onClick={onWrite}>
          {t('work.script')}
        </Button>
        <Button icon={<MailRegular />} onClick={() => setAsking(true)}>
          {t('work.letters')}
        </Button>
        <span className={styles.about}>{t('work.scriptAbout')}</span>
      </div>
      {write.isError && <ErrorPanel error={write.error} />}
      {write.data !== undefined && <Written {...write.data} />}
      {isAsking && <Letters connector={connector} onClose={() => setAsking(false)} />}
    </>
  )
}

async function saveEach(files: readonly string[], save: (file: string) => Promise<void>): Promise<void> {
  for (const file of files) await save(file)
}

type WrittenProps = {
  files: readonly string[]
  people: number
  seats: number
  leftOut: readonly { decisionId: number; reason: 'badId' | 'targetNotHeld' | 'usedSince' }[]
}

/** Where the scripts lie, and which decisions are in none. */
function Written({ files, people, seats, leftOut }: WrittenProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const bridge = useBridge()
  const { isBrowser, save } = useSaveFile()
  const [first = ''] = files
  const show = () =>
    // A file that somebody has moved meanwhile is not there to be shown.
    void bridge.call('host.openExport', { file: first, what: 'folder' }).catch(() => undefined)
  return (
    <MessageBar
      className={styles.written}
      intent={leftOut.length === 0 ? 'success' : 'warning'}
      layout="multiline"
    >
      <MessageBarBody>
        {t('work.written', { count: files.length, seats, people, file: nameOf(first) })}
        {leftOut.length > 0 && ` ${t('work.leftOut', { count: leftOut.length })}`}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={isBrowser ? () => void saveEach(files, save) : show}>
          {t(isBrowser ? 'work.download' : 'work.showFolder')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}

/** The last part of a path, as either system writes it. */
const nameOf = (file: string) => file.split(/[\\/]/).at(-1) ?? file
