import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { UserPage } from '../../../electron/contract/pages/user.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { Facts } from '../../ui/item/facts.tsx'

const useStyles = makeStyles({ note: { color: tokens.colorNeutralForeground3 } })

/** The last sign-ins by their kind. Attempts that failed count for two of them, and that is said. */
export function UserSignIns({ signIns }: { signIns: UserPage['signIns'] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (signIns.state !== 'known') {
    return <span className={styles.note}>{t(`userPage.signIn.${signIns.state}`)}</span>
  }
  const times = [signIns.lastSuccessfulAt, signIns.lastInteractiveAt, signIns.lastNonInteractiveAt]
  if (times.every(time => time === null))
    return <span className={styles.note}>{t('userPage.signIn.none')}</span>
  const shown = (time: string | null) => (time === null ? t('userPage.signIn.noneOfKind') : format.time(time))
  return (
    <Facts
      facts={[
        { name: t('userPage.signIn.successful'), value: shown(signIns.lastSuccessfulAt) },
        { name: t('userPage.signIn.interactive'), value: shown(signIns.lastInteractiveAt) },
        { name: t('userPage.signIn.nonInteractive'), value: shown(signIns.lastNonInteractiveAt) },
      ]}
    />
  )
}
