import { Link } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { cureHash } from '../../../electron/contract/cure.ts'

/** The way to where a failure is put right; nothing where the app has no such place. */
export function CureLink({ step, connector }: { step: string | null; connector: string }) {
  const { t } = useTranslation()
  const hash = cureHash(step, connector)
  if (hash === null) return null
  const text = hash.startsWith('#/settings') ? t('syncScreen.toNetwork') : t('syncScreen.toSetup')
  return <Link href={hash}>{text}</Link>
}
