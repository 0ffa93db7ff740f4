import {
  Body1,
  Body1Strong,
  Caption1,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Loading } from '../../ui/loading.tsx'
import { SettingsPanel } from './setting-parts.tsx'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  version: { width: '120px' },
  license: { width: '170px' },
})

/** What the app is and what it is made of. */
export function AboutPanel({ info }: { info: AppInfo | null }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const notices = useQuery(useQueries().notices())
  return (
    <SettingsPanel>
      <section>
        <Body1Strong as="h3" block>
          {t('app.name')}
        </Body1Strong>
        {info !== null && (
          <Body1 block className={styles.quiet}>
            {t('settings.about.version', { version: info.version })}
            {' · '}
            {t('settings.about.runtime', { node: info.node })}
          </Body1>
        )}
        <Body1 block className={styles.quiet}>
          {t('settings.about.privacy')}
        </Body1>
      </section>
      <section>
        <Body1Strong as="h3" block>
          {t('settings.about.licenses')}
        </Body1Strong>
        {notices.isError && <ErrorPanel error={notices.error} onRetry={() => void notices.refetch()} />}
        <Loading when={notices.isLoading} />
        {notices.data !== undefined && (
          <>
            <Caption1 block className={styles.quiet}>
              {t('settings.about.licensesAbout', { count: notices.data.length })}
            </Caption1>
            <Table size="small" aria-label={t('settings.about.licenses')}>
              <TableHeader>
                <TableRow>
                  <TableHeaderCell>{t('settings.about.package')}</TableHeaderCell>
                  <TableHeaderCell className={styles.version}>
                    {t('settings.about.packageVersion')}
                  </TableHeaderCell>
                  <TableHeaderCell className={styles.license}>{t('settings.about.license')}</TableHeaderCell>
                </TableRow>
              </TableHeader>
              <TableBody>
                {notices.data.map(({ name, version, license }) => (
                  <TableRow key={`${name} ${version}`}>
                    <TableCell>{name}</TableCell>
                    <TableCell className={styles.version}>{version}</TableCell>
                    <TableCell className={styles.license}>{license}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </>
        )}
      </section>
    </SettingsPanel>
  )
}
