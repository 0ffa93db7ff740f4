import { makeStyles, tokens } from '@fluentui/react-components'
import { Add16Regular, ArrowUp16Regular, Copy16Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { DrawnText, Mark, WindowDrawing } from './parts.tsx'

const useStyles = makeStyles({
  tool: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  table: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr 1.4fr 1.2fr',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    alignItems: 'center',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  mono: { fontFamily: tokens.fontFamilyMonospace },
  value: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  copy: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXXS,
    color: tokens.colorBrandForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: '180px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    alignItems: 'center',
  },
  whole: { gridColumn: '1 / span 2' },
  pair: {
    display: 'grid',
    gridTemplateColumns: '180px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'center',
  },
})

export function SecretPicture() {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <WindowDrawing
      what={t('setup.picture.secret.what')}
      path={[t('setup.picture.app'), t('setup.picture.secret.title')]}
    >
      <span className={styles.tool}>
        <Add16Regular />
        {t('setup.picture.secret.create')}
      </span>
      <div className={styles.table}>
        <span className={styles.quiet}>{t('setup.picture.secret.description')}</span>
        <span className={styles.quiet}>{t('setup.picture.secret.expires')}</span>
        <span className={styles.quiet}>{t('setup.picture.secret.value')}</span>
        <span className={styles.quiet}>{t('setup.picture.secret.secretId')}</span>
        <span>{t('setup.picture.app')}</span>
        <span>{t('setup.picture.secret.expiry')}</span>
        <Mark>
          <span className={styles.value}>
            <span className={styles.mono}>abc8Q~…</span>
            <Copy16Regular />
          </span>
        </Mark>
        <DrawnText width={84} />
        <span />
        <span />
        <span className={styles.copy}>
          <ArrowUp16Regular />
          {t('setup.picture.secret.copy')}
        </span>
        <span className={styles.quiet}>{t('setup.picture.secret.not')}</span>
      </div>
    </WindowDrawing>
  )
}

export function IdsPicture() {
  const styles = useStyles()
  const { t } = useTranslation()
  const id = (label: string) => (
    <div className={styles.whole}>
      <Mark>
        <div className={styles.pair}>
          <span>{label}</span>
          <span className={styles.value}>
            <span className={styles.mono}>00000000-0000-…</span>
            <Copy16Regular />
          </span>
        </div>
      </Mark>
    </div>
  )
  return (
    <WindowDrawing
      what={t('setup.picture.ids.what')}
      path={[t('setup.picture.registrations'), t('setup.picture.app')]}
      title={t('setup.picture.ids.title')}
    >
      <div className={styles.facts}>
        <span className={styles.quiet}>{t('setup.picture.ids.display')}</span>
        <span>{t('setup.picture.app')}</span>
        {id(t('setup.picture.ids.client'))}
        <span className={styles.quiet}>{t('setup.picture.ids.object')}</span>
        <DrawnText width={120} />
        {id(t('setup.picture.ids.tenant'))}
      </div>
    </WindowDrawing>
  )
}
