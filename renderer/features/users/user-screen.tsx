import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useQueries } from '../../queries.ts'
import { plainRoute } from '../../routing/route.ts'
import { ItemPage } from '../../ui/item/item-page.tsx'
import type { ReportScreenProps } from '../reports/report-screen.tsx'
import { UserDetails } from './user-details.tsx'

/** The page of one user. Back leads to the list as it was, where the list was come from. */
export function UserScreen({ status, navigate, userId }: ReportScreenProps & { userId: string }) {
  const { t } = useTranslation()
  const connector = status.connector.id
  const user = useQuery(useQueries().user(connector, userId))
  const name = user.data?.displayName ?? user.data?.userPrincipalName ?? userId
  return (
    <ItemPage
      title={user.data === undefined ? t('userPage.title') : name}
      under={user.data?.jobTitle ?? undefined}
      back={{ label: t('screens.users'), onBack: () => navigate(plainRoute('users')) }}
    >
      <UserDetails connector={connector} userId={userId} look="page" />
    </ItemPage>
  )
}
