import { Caption1, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { proxyChoices } from '../../../electron/contract/settings-names.ts'
import { DiagnosisPart } from './diagnosis-part.tsx'
import { CommittedInput, SettingField, SettingsPanel, SettingsPart } from './setting-parts.tsx'
import type { SettingsEditor } from './use-settings.ts'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } })

type Props = {
  editor: SettingsEditor
  isDesktop: boolean
  /** Whose cloud the doctor looks at; null for the global one. */
  connector: string | null
}

/** The way to Microsoft. */
export function NetworkPanel({ editor, isDesktop, connector }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { network } = editor.settings
  // A proxy of one's own counts once its address is there; until then it is only chosen here.
  const [chosen, setChosen] = useState(network.proxy)
  useEffect(() => setChosen(network.proxy), [network.proxy])
  const choose = (value: string) => {
    const proxy = proxyChoices.find(name => name === value) ?? 'system'
    setChosen(proxy)
    if (proxy !== 'manual' || network.proxyUrl !== null) editor.save('network.proxy', { network: { proxy } })
  }
  return (
    <SettingsPanel>
      <Caption1 className={styles.quiet}>{t('settings.network.about')}</Caption1>
      <SettingsPart>
        <SettingField editor={editor} name="network.proxy" label={t('settings.network.proxy')}>
          <RadioGroup value={chosen} onChange={(_event, { value }) => choose(value)}>
            {proxyChoices.map(proxy => (
              <Radio
                key={proxy}
                value={proxy}
                label={t(
                  `settings.network.proxies.${proxy === 'system' && !isDesktop ? 'environment' : proxy}`,
                )}
              />
            ))}
          </RadioGroup>
        </SettingField>
        {chosen === 'manual' && (
          <SettingField
            editor={editor}
            name="network.proxyUrl"
            label={t('settings.network.proxyUrl')}
            hint={t('settings.network.proxyUrlAbout')}
          >
            <CommittedInput
              kind="text"
              spellCheck={false}
              autoComplete="off"
              value={network.proxyUrl ?? ''}
              onCommit={proxyUrl =>
                editor.save('network.proxyUrl', { network: { proxy: 'manual', proxyUrl } })
              }
            />
          </SettingField>
        )}
      </SettingsPart>
      <SettingsPart>
        <SettingField
          editor={editor}
          name="network.caFile"
          label={t('settings.network.caFile')}
          hint={t('settings.network.caFileAbout')}
        >
          <CommittedInput
            kind="text"
            spellCheck={false}
            autoComplete="off"
            value={network.caFile ?? ''}
            onCommit={caFile => editor.save('network.caFile', { network: { caFile } })}
          />
        </SettingField>
      </SettingsPart>
      <DiagnosisPart connector={connector} />
    </SettingsPanel>
  )
}
