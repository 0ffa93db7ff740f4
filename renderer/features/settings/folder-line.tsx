import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { FolderOpenRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HostFolder, HostInfo } from '../../../electron/contract/host.ts'
import { useBridge } from '../../bridge/context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minHeight: '32px' },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
    userSelect: 'text',
  },
})

type Props = { host: HostInfo | null; what: HostFolder; path: string }

/** Where something lies: with the way into the file manager where the host has one, with a copy button elsewhere. */
export function FolderLine({ host, what, path }: Props) {
  const styles = useStyles()
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
