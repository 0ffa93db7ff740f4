import { Body1Strong, Caption1 } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HostInfo } from '../../../electron/contract/host.ts'
import type { AppInfo } from '../../../electron/contract/schemas.ts'
import { logLevelNames } from '../../../electron/contract/settings-names.ts'
import { useBridge } from '../../bridge/context.tsx'
import { ActionPart, FolderLine } from './action-part.tsx'
import { Choice, SettingField, SettingsPanel, SettingsPart } from './setting-parts.tsx'
import type { SettingsEditor } from './use-settings.ts'

type Props = { editor: SettingsEditor; host: HostInfo | null; info: AppInfo | null }

/** What helps when something does not work. */
export function SupportPanel({ editor, host, info }: Props) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const bundle = useMutation({ mutationFn: () => bridge.call('diagnostics.bundle', {}) })
  return (
    <SettingsPanel>
      <ActionPart
        title={t('settings.support.bundle')}
        about={t('settings.support.bundleAbout')}
        action={t('settings.support.make')}
        busyText={t('settings.support.making')}
        isBusy={bundle.isPending}
        error={bundle.error}
        onAct={() => bundle.mutate()}
      >
        {bundle.data !== undefined && (
          <>
            <Caption1>{t('settings.support.made')}</Caption1>
            <FolderLine host={host} what="exports" path={bundle.data.file} />
          </>
        )}
      </ActionPart>
      <SettingsPart>
        <SettingField
          editor={editor}
          name="log.level"
          label={t('settings.support.level')}
          hint={t('settings.support.levelAbout')}
        >
          <Choice
            value={editor.settings.log.level}
            choices={logLevelNames.map(value => ({ value, text: t(`settings.support.levels.${value}`) }))}
            onChoose={level => editor.save('log.level', { log: { level } })}
          />
        </SettingField>
      </SettingsPart>
      {info !== null && (
        <section>
          <Body1Strong as="h3" block>
            {t('settings.support.logs')}
          </Body1Strong>
          <FolderLine host={host} what="logs" path={`${info.home}${separatorOf(info.home)}logs`} />
        </section>
      )}
    </SettingsPanel>
  )
}

function separatorOf(path: string): string {
  return path.includes('\\') ? '\\' : '/'
}
