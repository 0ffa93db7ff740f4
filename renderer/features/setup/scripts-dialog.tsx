import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  Tab,
  TabList,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { CodeRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetupSubject } from '../../../electron/contract/setup.ts'
import { useBridge } from '../../bridge/context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
  script: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

const kinds = ['powershell', 'azureCli'] as const

type Props = { subject: SetupSubject; tenantId: string | null }

/** The registration as a script, for those who would rather read code than click. */
export function ScriptsButton(props: Props) {
  const { t } = useTranslation()
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<CodeRegular />}>
          {t('setup.scripts.open')}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('setup.scripts.title')}</DialogTitle>
          <Scripts {...props} />
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function Scripts({ subject, tenantId }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const [kind, setKind] = useState<(typeof kinds)[number]>('powershell')
  const request = { subject, tenantId }
  const scripts = useQuery({
    queryKey: ['scripts', request],
    queryFn: ({ signal }) => bridge.call('setup.scripts', request, signal),
    retry: false,
  })
  const text = scripts.data?.[kind] ?? ''
  return (
    <>
      <DialogContent className={styles.content}>
        <p className={styles.about}>{t('setup.scripts.about')}</p>
        {scripts.isError && <ErrorPanel error={scripts.error} />}
        <TabList
          selectedValue={kind}
          onTabSelect={(_event, { value }) => setKind(kinds.find(known => known === value) ?? 'powershell')}
        >
          {kinds.map(one => (
            <Tab key={one} value={one}>
              {t(`setup.scripts.${one}`)}
            </Tab>
          ))}
        </TabList>
        <Textarea
          readOnly
          value={text}
          rows={12}
          aria-label={t(`setup.scripts.${kind}`)}
          textarea={{ className: styles.script }}
        />
      </DialogContent>
      <DialogActions>
        <DialogTrigger disableButtonEnhancement>
          <Button>{t('common.close')}</Button>
        </DialogTrigger>
        <CopyButton text={text} label={t('setup.scripts.copy')} look="primary" />
      </DialogActions>
    </>
  )
}
