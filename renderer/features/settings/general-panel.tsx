import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Radio,
  RadioGroup,
  Switch,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { HostInfo } from '../../../electron/contract/host.ts'
import { languageNames, themeNames } from '../../../electron/contract/settings-names.ts'
import { Choice, SettingField, SettingsPanel, SettingsPart } from './setting-parts.tsx'
import { ShortcutsPart } from './shortcuts-part.tsx'
import type { SettingsEditor } from './use-settings.ts'

/** How the app looks, and what it does beside its window as far as its host can. */
export function GeneralPanel({ editor, host }: { editor: SettingsEditor; host: HostInfo | null }) {
  const { t } = useTranslation()
  const { app } = editor.settings
  return (
    <SettingsPanel>
      <SettingsPart>
        <SettingField
          editor={editor}
          name="app.theme"
          label={t('settings.general.theme')}
          hint={t('settings.general.themeAbout')}
        >
          <RadioGroup
            layout="horizontal"
            value={app.theme}
            onChange={(_event, { value }) => {
              const theme = themeNames.find(name => name === value)
              if (theme !== undefined) editor.save('app.theme', { app: { theme } })
            }}
          >
            {themeNames.map(theme => (
              <Radio key={theme} value={theme} label={t(`settings.general.themes.${theme}`)} />
            ))}
          </RadioGroup>
        </SettingField>
        <SettingField
          editor={editor}
          name="app.language"
          label={t('settings.general.language')}
          hint={t('settings.general.languageAbout')}
        >
          <Choice
            value={app.language}
            choices={languageNames.map(value => ({ value, text: t(`settings.general.languages.${value}`) }))}
            onChoose={language => editor.save('app.language', { app: { language } })}
          />
        </SettingField>
      </SettingsPart>
      <SettingsPart>
        {host?.canStartAtLogin === true && (
          <AppSwitch editor={editor} name="startAtLogin" hint={t(`settings.general.${startHint(host)}`)} />
        )}
        {host?.canTray === true && <AppSwitch editor={editor} name="closeToTray" />}
        {host?.kind === 'desktop' && !host.canTray && (
          <MessageBar layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t('settings.general.noTray')}</MessageBarTitle>
              {t('settings.general.noTrayAbout')}
            </MessageBarBody>
          </MessageBar>
        )}
        {host?.kind === 'desktop' && <AppSwitch editor={editor} name="notifications" />}
      </SettingsPart>
      <ShortcutsPart />
    </SettingsPanel>
  )
}

/**
 * What happens to the window at sign-in: only a tray can do without it, and macOS does not tell the app why
 * it was started.
 */
function startHint({ platform, canTray }: HostInfo) {
  if (platform === 'darwin') return 'startAtLoginMac' as const
  return canTray ? ('startAtLoginAbout' as const) : ('startAtLoginNoTray' as const)
}

type AppSwitchProps = {
  editor: SettingsEditor
  name: 'startAtLogin' | 'closeToTray' | 'notifications'
  hint?: string
}

function AppSwitch({ editor, name, hint }: AppSwitchProps) {
  const { t } = useTranslation()
  return (
    <SettingField editor={editor} name={`app.${name}`} hint={hint ?? t(`settings.general.${name}About`)}>
      <Switch
        label={t(`settings.general.${name}`)}
        checked={editor.settings.app[name]}
        onChange={(_event, { checked }) => editor.save(`app.${name}`, { app: { [name]: checked } })}
      />
    </SettingField>
  )
}
