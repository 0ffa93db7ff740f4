import { makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueries } from '../../queries.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Part } from '../../ui/item/part.tsx'
import { useDelayed } from '../../ui/loading.tsx'
import { LeaveOutButton } from '../exclusions/leave-out-button.tsx'
import { UserExclusions } from '../exclusions/user-exclusions.tsx'
import { ActivityStrip } from './activity-strip.tsx'
import type { KnownUser } from './known-user.ts'
import { UserActivations } from './user-activations.tsx'
import { ProductNames, UserLicenses } from './user-licenses.tsx'
import { UserSignIns } from './user-sign-ins.tsx'
import { UserTimeLine } from './user-time-line.tsx'
import { UserWho } from './user-who.tsx'

const useStyles = makeStyles({
  parts: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL },
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 7fr)',
    columnGap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
    '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXL },
  },
})

type Props = {
  connector: string
  userId: string
  look: 'panel' | 'page'
  /** What is known already, which is shown until everything is. */
  known?: KnownUser
}

/** Everything of a user, beside the table or on a page of its own. */
export function UserDetails({ connector, userId, look, known }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const user = useQuery(useQueries().user(connector, userId))
  const leaveOutId = useId()
  const isLate = useDelayed(user.isPending)
  // Beside a table who it is and what they hold are there at once; the rest is drawn behind it.
  const isRestDrawn = useDeferredValue(true, look === 'page')
  if (user.isError) return <ErrorPanel error={user.error} onRetry={() => void user.refetch()} />
  if (user.data === undefined && known !== undefined) {
    return (
      <div className={styles.parts}>
        <UserWho user={known.who} />
        {known.products !== null && (
          <Part title={t('userPage.licenses')} aside={String(known.products.length)}>
            <ProductNames names={known.products} />
          </Part>
        )}
      </div>
    )
  }
  if (user.data === undefined) return isLate ? <Spinner label={t('common.loading')} /> : null
  const { licenses, use, signIns, activations, changes, leftOut } = user.data
  const person = user.data.displayName ?? user.data.userPrincipalName ?? userId
  const isHolder = licenses.some(({ isHeld }) => isHeld)
  const who = (
    <>
      <UserWho
        user={user.data}
        actions={
          isHolder && <LeaveOutButton connector={connector} userId={userId} person={person} id={leaveOutId} />
        }
      />
      <UserExclusions
        connector={connector}
        exclusions={leftOut}
        onEnded={() => document.getElementById(leaveOutId)?.focus()}
      />
    </>
  )
  const held = (
    <Part title={t('userPage.licenses')} aside={String(licenses.filter(({ isHeld }) => isHeld).length)}>
      <UserLicenses licenses={licenses} />
    </Part>
  )
  const activity = (
    <Part title={t('userPage.activity')}>
      <ActivityStrip use={use} isNarrow={look === 'panel'} />
    </Part>
  )
  const rest = (
    <>
      <Part title={t('userPage.signIns')}>
        <UserSignIns signIns={signIns} />
      </Part>
      <Part title={t('userPage.activations')}>
        <UserActivations activations={activations} apps={use.apps} />
      </Part>
    </>
  )
  const timeLine = (
    <Part title={t('userPage.timeLine')}>
      <UserTimeLine changes={changes} />
    </Part>
  )
  if (look === 'panel') {
    return (
      <div className={styles.parts}>
        {who}
        {held}
        {isRestDrawn && (
          <>
            {activity}
            {rest}
            {timeLine}
          </>
        )}
      </div>
    )
  }
  return (
    <div className={styles.page}>
      <div className={styles.parts}>
        {who}
        {held}
      </div>
      <div className={styles.parts}>
        {activity}
        {rest}
        {timeLine}
      </div>
    </div>
  )
}
