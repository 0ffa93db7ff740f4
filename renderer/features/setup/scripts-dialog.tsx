import { Tab, TabList, Textarea } from '@fluentui/react-components'
import { CodeRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetupSubject } from '../../../electron/contract/setup.ts'
import { useBridge } from '../../bridge/context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ToolContent, ToolDialog, useToolStyles } from './tool-dialog.tsx'

const kinds = ['powershell', 'azureCli'] as const

type Props = { subject: SetupSubject; tenantId: string | null }

/** The registration as a script, for those who would rather read code than click. */
export function ScriptsButton(props: Props) {
  const { t } = useTranslation()
  return (
    <ToolDialog icon={<CodeRegular />} label={t('setup.scripts.open')} title={t('setup.scripts.title')}>
      <Scripts {...props} />
    </ToolDialog>
  )
}

function Scripts({ subject, tenantId }: Props) {
  const styles = useToolStyles()
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
    <ToolContent
      about={t('setup.scripts.about')}
      take={<CopyButton text={text} label={t('setup.scripts.copy')} look="primary" />}
    >
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
        textarea={{ className: styles.text }}
      />
    </ToolContent>
  )
}
