import {
  Body1Strong,
  Caption1,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Switch,
  tokens,
} from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HostInfo } from '../../../electron/contract/host.ts'
import type { AppInfo, ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { csvSeparators } from '../../../electron/contract/settings-names.ts'
import { useBridge } from '../../bridge/context.tsx'
import { formatRoute, plainRoute } from '../../routing/route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { ActionPart, FolderLine } from './action-part.tsx'
import { Choice, SettingField, SettingsPanel, SettingsPart } from './setting-parts.tsx'
import type { SettingsEditor } from './use-settings.ts'

const useStyles = makeStyles({ about: { color: tokens.colorNeutralForeground2 } })

type Props = {
  editor: SettingsEditor
  host: HostInfo | null
  info: AppInfo | null
  /** The connector that the window shows; null while there is none. */
  connector: ConnectorStatus | null
}

/** Where the data is, how it is taken along, and for how long it is kept. */
export function DataPanel({ editor, host, info, connector }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <SettingsPanel>
      <section>
        <Body1Strong as="h3" block>
          {t('settings.data.folder')}
        </Body1Strong>
        <Caption1 block className={styles.about}>
          {t('settings.data.folderAbout')}
        </Caption1>
        {info !== null && <FolderLine host={host} what="data" path={info.home} />}
        {info !== null && info.homeWarning !== null && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{info.homeWarning}</MessageBarBody>
          </MessageBar>
        )}
      </section>
      {connector !== null && <DatabaseCopy host={host} connector={connector} />}
      {connector !== null && (
        <section>
          <Body1Strong as="h3" block>
            {t('settings.data.prices')}
          </Body1Strong>
          <Caption1 block className={styles.about}>
            {t('settings.data.pricesAbout', { name: connector.connector.name })}
          </Caption1>
          <Link href={formatRoute({ ...plainRoute('savings'), tab: 'prices' })}>
            {t('settings.data.openPrices')}
          </Link>
        </section>
      )}
      <SettingsPart>
        <SettingField editor={editor} name="privacy.pseudonyms" hint={t('settings.data.pseudonymsAbout')}>
          <Switch
            label={t('settings.data.pseudonyms')}
            checked={editor.settings.privacy.pseudonyms}
            onChange={(_event, { checked }) =>
              editor.save('privacy.pseudonyms', { privacy: { pseudonyms: checked } })
            }
          />
        </SettingField>
        <SettingField
          editor={editor}
          name="data.retrieveDailyActivity"
          hint={t('settings.data.dailyActivityAbout')}
        >
          <Switch
            label={t('settings.data.dailyActivity')}
            checked={editor.settings.data.retrieveDailyActivity}
            onChange={(_event, { checked }) =>
              editor.save('data.retrieveDailyActivity', { data: { retrieveDailyActivity: checked } })
            }
          />
        </SettingField>
        <SettingField
          editor={editor}
          name="data.retentionMonths"
          label={t('settings.data.retention')}
          hint={t('settings.data.retentionAbout')}
        >
          <RetentionChoice editor={editor} />
        </SettingField>
        <SettingField
          editor={editor}
          name="data.csvSeparator"
          label={t('settings.data.csvSeparator')}
          hint={t('settings.data.csvSeparatorAbout')}
        >
          <Choice
            value={editor.settings.data.csvSeparator}
            choices={csvSeparators.map(value => ({
              value,
              text: t(`settings.data.csvSeparators.${value}`),
            }))}
            onChoose={csvSeparator => editor.save('data.csvSeparator', { data: { csvSeparator } })}
          />
        </SettingField>
      </SettingsPart>
    </SettingsPanel>
  )
}

const offeredMonths = [6, 12, 24, 36, 60, 120]
const forever = 'all'

function RetentionChoice({ editor, ...fromField }: { editor: SettingsEditor }) {
  const { t } = useTranslation()
  const { retentionMonths } = editor.settings.data
  const months = new Set(retentionMonths === null ? offeredMonths : [...offeredMonths, retentionMonths])
  const words = (count: number) =>
    count % 12 === 0 ? t('settings.data.years', { count: count / 12 }) : t('settings.data.months', { count })
  return (
    <Choice
      {...fromField}
      value={retentionMonths === null ? forever : String(retentionMonths)}
      choices={[
        { value: forever, text: t('settings.data.keepAll') },
        ...[...months].sort((a, b) => a - b).map(count => ({ value: String(count), text: words(count) })),
      ]}
      onChoose={chosen =>
        editor.save('data.retentionMonths', {
          data: { retentionMonths: chosen === forever ? null : Number(chosen) },
        })
      }
    />
  )
}

function DatabaseCopy({ host, connector }: { host: HostInfo | null; connector: ConnectorStatus }) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const format = useFormat()
  const { id, name } = connector.connector
  const copy = useMutation({ mutationFn: () => bridge.call('database.copy', { connector: id }) })
  return (
    <ActionPart
      title={t('settings.data.copyDatabase')}
      about={t('settings.data.copyDatabaseAbout', { name })}
      action={t('settings.data.copy')}
      busyText={t('settings.data.copying')}
      isBusy={copy.isPending}
      error={copy.error}
      onAct={() => copy.mutate()}
    >
      {copy.data !== undefined && (
        <>
          <Caption1>{t('settings.data.copied', { size: format.bytes(copy.data.bytes) })}</Caption1>
          <FolderLine host={host} what="exports" path={copy.data.file} />
        </>
      )}
    </ActionPart>
  )
}
