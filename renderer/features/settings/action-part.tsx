import { Body1Strong, Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { FolderOpenRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostFolder, HostInfo } from '../../../electron/contract/host.ts'
import { useBridge } from '../../bridge/context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalS,
  },
  about: { color: tokens.colorNeutralForeground2 },
})

type Props = {
  title: string
  about: string
  action: string
  busyText: string
  isBusy: boolean
  error: Error | null
  onAct: () => void
  /** What came of it. */
  children?: ReactNode
}

/** Something that is made on request, with its outcome below the button. */
export function ActionPart({ title, about, action, busyText, isBusy, error, onAct, children }: Props) {
  const styles = useStyles()
  return (
    <section className={styles.part}>
      <Body1Strong as="h3" block>
        {title}
      </Body1Strong>
      <Caption1 className={styles.about}>{about}</Caption1>
      <Button
        onClick={onAct}
        disabledFocusable={isBusy}
        {...(isBusy ? { icon: <Spinner size="tiny" /> } : {})}
      >
        {isBusy ? busyText : action}
      </Button>
      {error !== null && <ErrorPanel error={error} />}
      <div aria-live="polite">{children}</div>
    </section>
  )
}

const useFolderLineStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minHeight: '32px' },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
    userSelect: 'text',
  },
})

type FolderLineProps = { host: HostInfo | null; what: HostFolder; path: string }

/**
 * Where something lies: with the way into the file manager where the host has one, with a copy button
 * elsewhere.
 */
export function FolderLine({ host, what, path }: FolderLineProps) {
  const styles = useFolderLineStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const show = useMutation({
    mutationFn: () => bridge.call('host.showFolder', { what, connector: null }),
  })
  const canShow = host?.canShowFiles === true && show.data?.shown !== false
  return (
    <div className={styles.line}>
      <Caption1 className={styles.path}>{path}</Caption1>
      <CopyButton text={path} label={t('settings.data.copyPath')} />
      {canShow && (
        <Button size="small" icon={<FolderOpenRegular />} onClick={() => show.mutate()}>
          {t('settings.data.show')}
        </Button>
      )}
    </div>
  )
}
