import {
  Dropdown,
  Field,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  Switch,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { scheduleHours } from '../../../electron/contract/settings-names.ts'
import { CommittedInput, SettingField, SettingsPanel, SettingsPart } from './setting-parts.tsx'
import type { SettingsEditor } from './use-settings.ts'

const useStyles = makeStyles({
  pair: {
    display: 'flex',
    columnGap: tokens.spacingHorizontalL,
    flexWrap: 'wrap',
    rowGap: tokens.spacingVerticalS,
  },
  narrow: { width: '200px', minWidth: '200px' },
  time: { width: '130px' },
})

const usualQuietHours = { from: '22:00', to: '06:00' }

/** When connectors are synced by themselves. */
export function SchedulePanel({ editor, isDesktop }: { editor: SettingsEditor; isDesktop: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { schedule } = editor.settings
  return (
    <SettingsPanel>
      <SettingsPart>
        <SettingField editor={editor} name="schedule.enabled" hint={t('settings.schedule.enabledAbout')}>
          <Switch
            label={t('settings.schedule.enabled')}
            checked={schedule.enabled}
            onChange={(_event, { checked }) =>
              editor.save('schedule.enabled', { schedule: { enabled: checked } })
            }
          />
        </SettingField>
        <SettingField editor={editor} name="schedule.everyHours" label={t('settings.schedule.everyHours')}>
          <HoursDropdown editor={editor} />
        </SettingField>
        <SettingField
          editor={editor}
          name="schedule.at"
          label={schedule.everyHours === 24 ? t('settings.schedule.at') : t('settings.schedule.first')}
          hint={t('settings.schedule.atAbout')}
        >
          <CommittedInput
            kind="time"
            className={styles.time}
            disabled={!schedule.enabled}
            value={schedule.at}
            onCommit={at => editor.save('schedule.at', { schedule: { at } })}
          />
        </SettingField>
      </SettingsPart>
      <SettingsPart>
        <QuietHours editor={editor} />
      </SettingsPart>
      <SettingsPart>
        <WaitChoice
          editor={editor}
          name="onBattery"
          hint={isDesktop ? null : t('settings.schedule.batteryUnknown')}
        />
        <WaitChoice editor={editor} name="onMetered" hint={t('settings.schedule.meteredAbout')} />
      </SettingsPart>
    </SettingsPanel>
  )
}

function HoursDropdown({ editor, ...rest }: { editor: SettingsEditor }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { enabled, everyHours } = editor.settings.schedule
  const words = (count: number) =>
    count === 24 ? t('settings.schedule.daily') : t('settings.schedule.hours', { count })
  return (
    <Dropdown
      {...rest}
      className={styles.narrow}
      disabled={!enabled}
      value={words(everyHours)}
      selectedOptions={[String(everyHours)]}
      onOptionSelect={(_event, { optionValue }) => {
        const chosen = scheduleHours.find(hours => String(hours) === optionValue)
        if (chosen !== undefined) editor.save('schedule.everyHours', { schedule: { everyHours: chosen } })
      }}
    >
      {scheduleHours.toReversed().map(hours => (
        <Option key={hours} value={String(hours)}>
          {words(hours)}
        </Option>
      ))}
    </Dropdown>
  )
}

function QuietHours({ editor }: { editor: SettingsEditor }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { enabled, quietHours } = editor.settings.schedule
  const save = (hours: typeof quietHours) =>
    editor.save('schedule.quietHours', { schedule: { quietHours: hours } })
  return (
    <>
      <SettingField editor={editor} name="schedule.quietHours" hint={t('settings.schedule.quietAbout')}>
        <Switch
          label={t('settings.schedule.quiet')}
          disabled={!enabled}
          checked={quietHours !== null}
          onChange={(_event, { checked }) => save(checked ? usualQuietHours : null)}
        />
      </SettingField>
      {quietHours !== null && (
        <div className={styles.pair}>
          {(['from', 'to'] as const).map(end => (
            <Field key={end} label={t(`settings.schedule.${end}`)}>
              <CommittedInput
                kind="time"
                className={styles.time}
                disabled={!enabled}
                value={quietHours[end]}
                onCommit={time => save({ ...quietHours, [end]: time })}
              />
            </Field>
          ))}
        </div>
      )}
    </>
  )
}

type WaitProps = { editor: SettingsEditor; name: 'onBattery' | 'onMetered'; hint: string | null }

function WaitChoice({ editor, name, hint }: WaitProps) {
  const { t } = useTranslation()
  const { schedule } = editor.settings
  return (
    <SettingField
      editor={editor}
      name={`schedule.${name}`}
      label={t(`settings.schedule.${name}`)}
      {...(hint === null ? {} : { hint })}
    >
      <RadioGroup
        layout="horizontal"
        disabled={!schedule.enabled}
        value={schedule[name]}
        onChange={(_event, { value }) =>
          editor.save(`schedule.${name}`, { schedule: { [name]: value === 'wait' ? 'wait' : 'sync' } })
        }
      >
        <Radio value="sync" label={t('settings.schedule.sync')} />
        <Radio value="wait" label={t(`settings.schedule.wait.${name}`)} />
      </RadioGroup>
    </SettingField>
  )
}
