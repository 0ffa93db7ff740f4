import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { OneAppUse } from '../../../electron/contract/insight/apps.ts'
import { ChartFrame } from '../../ui/charts/chart-frame.tsx'
import { StackedBar } from '../../ui/charts/stacked-bar.tsx'
import { useFormat } from '../../ui/format-context.tsx'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(96px, 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  one: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  value: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
})

const names = ['windows', 'mac', 'mobile', 'web'] as const

/** Where an app is used: a small bar per platform, all to one measure, because a user can be on several. */
export function Platforms({ use: { platforms, platformDays }, title }: { use: OneAppUse; title: string }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (platforms.length === 0) return null
  const whole = Math.max(1, ...platforms.map(({ users }) => users))
  const nameOf = (platform: string) => {
    const known = names.find(name => name === platform)
    return known === undefined ? platform : t(`apps.platforms.${known}`)
  }
  return (
    <ChartFrame
      title={t('apps.byPlatform', { app: title })}
      note={platformDays === null ? undefined : t('apps.platformNote', { count: platformDays })}
      table={{
        columns: [t('apps.platform'), t('apps.usersColumn')],
        rows: platforms.map(({ platform, users }) => ({
          key: platform,
          cells: [nameOf(platform), format.integer(users)],
        })),
      }}
    >
      <ul className={styles.row}>
        {platforms.map(({ platform, users }) => (
          <li key={platform} className={styles.one}>
            <span>{nameOf(platform)}</span>
            <span className={styles.value}>{format.integer(users)}</span>
            <StackedBar of={whole} parts={[{ key: platform, tone: 'active', value: users }]} />
          </li>
        ))}
      </ul>
    </ChartFrame>
  )
}
