import { Badge, Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { UserLicense } from '../../../electron/contract/pages/user.ts'
import { formatRoute, itemRoute } from '../../routing/route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { useErrorWord } from '../../ui/item/use-error-word.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  way: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  group: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** What a user holds: each product with the ways by which it came, and what is switched off of it. */
export function UserLicenses({ licenses }: { licenses: readonly UserLicense[] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (licenses.length === 0) return <span className={styles.way}>{t('userPage.noLicenses')}</span>
  return (
    <ul className={styles.list}>
      {licenses.map(license => (
        <li key={license.skuId}>
          <div className={styles.head}>
            <Link href={formatRoute(itemRoute('licenses', license.skuId))}>{license.productName}</Link>
            {!license.isHeld && (
              <Badge appearance="tint" color="danger">
                {t('userPage.notHeld')}
              </Badge>
            )}
          </div>
          {license.ways.map(way => (
            <Way key={way.groupId ?? 'direct'} way={way} />
          ))}
          {license.plansOff.length > 0 && (
            <div className={styles.way}>
              {t('userPage.plansOff', { count: license.plansOff.length, plans: license.plansOff.join(', ') })}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The same list while nothing but the names is known. */
export function ProductNames({ names }: { names: readonly string[] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (names.length === 0) return <span className={styles.way}>{t('userPage.noLicenses')}</span>
  return (
    <ul className={styles.list}>
      {names.map(name => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  )
}

function Way({ way }: { way: UserLicense['ways'][number] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const wordOf = useErrorWord()
  return (
    <div className={styles.way}>
      {way.groupId === null ? t('userPage.direct') : t('userPage.byGroup')}{' '}
      {way.groupId !== null && <span className={styles.group}>{way.groupId}</span>}
      {way.updatedAt !== null && ` · ${t('userPage.since', { date: format.date(way.updatedAt) })}`}
      {way.error !== null && ` · ${t('userPage.wayFailed', { error: wordOf(way.error) })}`}
    </div>
  )
}
