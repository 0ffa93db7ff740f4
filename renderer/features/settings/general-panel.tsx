import { Radio, RadioGroup, Switch } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { HostInfo } from '../../../electron/contract/host.ts'
import { languageNames, themeNames } from '../../../electron/contract/settings-names.ts'
import { Choice } from './choice.tsx'
import { SettingsPanel, SettingsPart } from './panel.tsx'
import { SettingField } from './setting-field.tsx'
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
        {host?.canStartAtLogin === true && <AppSwitch editor={editor} name="startAtLogin" />}
        {host?.canTray === true && <AppSwitch editor={editor} name="closeToTray" />}
        {host?.kind === 'desktop' && <AppSwitch editor={editor} name="notifications" />}
      </SettingsPart>
    </SettingsPanel>
  )
}

type AppSwitchProps = { editor: SettingsEditor; name: 'startAtLogin' | 'closeToTray' | 'notifications' }

function AppSwitch({ editor, name }: AppSwitchProps) {
  const { t } = useTranslation()
  return (
    <SettingField editor={editor} name={`app.${name}`} hint={t(`settings.general.${name}About`)}>
      <Switch
        label={t(`settings.general.${name}`)}
        checked={editor.settings.app[name]}
        onChange={(_event, { checked }) => editor.save(`app.${name}`, { app: { [name]: checked } })}
      />
    </SettingField>
  )
}
