import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { AppsUse } from '../../../electron/contract/insight/apps.ts'
import { useFormat } from '../../ui/format-context.tsx'

const useStyles = makeStyles({
  days: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

/** Up to which day the use of each app is known, where the days differ. */
export function AppDays({ apps }: Pick<AppsUse, 'apps'>) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const days = Map.groupBy(apps, ({ asOf }) => asOf)
  if (days.size < 2) return null
  const texts = [...days]
    .toSorted(([one], [other]) => other.localeCompare(one))
    .map(([day, own]) =>
      t('apps.upToEach', { apps: own.map(({ title }) => title).join(', '), date: format.date(day) }),
    )
  return <p className={styles.days}>{texts.join(' · ')}</p>
}
