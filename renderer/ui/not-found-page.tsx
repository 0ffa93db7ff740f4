import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { plainRoute } from '../routing/route.ts'
import type { Navigate } from '../routing/use-route.ts'
import { Page } from './page.tsx'

const useStyles = makeStyles({
  about: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '66ch', overflowWrap: 'anywhere' },
  actions: { display: 'flex', columnGap: tokens.spacingHorizontalS },
})

/** Long enough to recognise an address by, short enough for a sentence. */
const maxAddressLength = 80

/** For an address that leads nowhere: says so, and offers the way back. */
export function NotFoundPage({ navigate }: { navigate: Navigate }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <Page title={t('app.notFound.title')}>
      <p className={styles.about}>
        {t('app.notFound.about', { address: window.location.hash.slice(0, maxAddressLength) })}
      </p>
      <div className={styles.actions}>
        <Button appearance="primary" onClick={() => navigate(plainRoute('overview'))}>
          {t('app.notFound.overview')}
        </Button>
        <Button onClick={() => window.history.back()}>{t('app.notFound.back')}</Button>
      </div>
    </Page>
  )
}
