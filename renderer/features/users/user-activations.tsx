import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { appTitle } from '../../../electron/contract/insight/app-title.ts'
import type { UserPage } from '../../../electron/contract/pages/user.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { Facts } from '../../ui/item/facts.tsx'

const useStyles = makeStyles({ note: { color: tokens.colorNeutralForeground3 } })

const platformNames: Readonly<Record<string, string>> = {
  windows: 'Windows',
  mac: 'Mac',
  windows_10_mobile: 'Windows 10 Mobile',
  ios: 'iOS',
  android: 'Android',
  mobile: 'Mobile',
  web: 'Web',
  shared_computer: 'Shared computer',
}

const platformName = (platform: string) => platformNames[platform] ?? platform

type Props = { activations: UserPage['activations']; apps: UserPage['use']['apps'] }

/**
 * On what devices a user activated Microsoft 365 desktop products, and on what platforms the apps are used.
 */
export function UserActivations({ activations, apps }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const byProduct = Map.groupBy(activations, ({ productType }) => productType)
  const activated = [...byProduct].map(([product, rows]) => {
    const used = rows.filter(row => row.activations > 0)
    const date = used.find(row => row.lastActivatedDate !== null)?.lastActivatedDate ?? null
    const where = used
      .map(row => `${platformName(row.platform)}${row.activations > 1 ? ` × ${row.activations}` : ''}`)
      .join(', ')
    const when = date === null ? '' : ` · ${t('userPage.lastActivated', { date: format.date(date) })}`
    return { name: title(product), value: where === '' ? t('userPage.neverActivated') : `${where}${when}` }
  })
  const platforms = apps
    .filter(app => app.platforms.length > 0)
    .map(app => ({ name: appTitle(app.app), value: app.platforms.map(platformName).join(', ') }))
  if (activated.length + platforms.length === 0) {
    return <span className={styles.note}>{t('userPage.noActivations')}</span>
  }
  return <Facts facts={[...activated, ...platforms]} />
}

/** The report writes its products in capitals. */
function title(product: string): string {
  return product
    .toLowerCase()
    .replace(/(^|\s)(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/\bFor\b/g, 'for')
}
