import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components'
import { OpenRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { Facts } from '../../ui/item/facts.tsx'
import type { Who } from './known-user.ts'

const useStyles = makeStyles({
  who: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  line: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  name: { overflowWrap: 'anywhere', userSelect: 'text' },
})

/** Who a user is, the ways to the same user elsewhere, and what else can be done. */
export function UserWho({ user, actions }: { user: Who; actions?: ReactNode }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const bridge = useBridge()
  const { userPrincipalName, entraUrl } = user
  const place = [user.officeLocation, user.city, user.country].filter(part => part !== null).join(', ')
  return (
    <div className={styles.who}>
      <div className={styles.line}>
        {userPrincipalName !== null && (
          <>
            <span className={styles.name}>{userPrincipalName}</span>
            <CopyButton text={userPrincipalName} label={t('userPage.copyName')} />
          </>
        )}
        {entraUrl !== null && (
          <Button
            appearance="subtle"
            size="small"
            icon={<OpenRegular />}
            onClick={() => void bridge.call('host.openLink', { url: entraUrl })}
          >
            {t('userPage.openInEntra')}
          </Button>
        )}
        {actions}
      </div>
      <Badges user={user} />
      <Facts
        facts={[
          { name: t('userPage.fact.department'), value: user.department },
          { name: t('userPage.fact.jobTitle'), value: user.jobTitle },
          { name: t('userPage.fact.company'), value: user.companyName },
          { name: t('userPage.fact.place'), value: place },
          { name: t('userPage.fact.usageLocation'), value: user.usageLocation },
          {
            name: t('userPage.fact.mail'),
            value: user.mail === userPrincipalName ? null : user.mail,
          },
          {
            name: t('userPage.fact.created'),
            value: user.createdAt === null ? null : format.date(user.createdAt),
          },
          {
            name: t('userPage.fact.source'),
            value: user.onPremisesSync === 1 ? t('userPage.onPremises') : null,
          },
        ]}
      />
    </div>
  )
}

/** What is out of the ordinary about an account. */
function Badges({ user }: { user: Who }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const { accountEnabled, disabledSince, userType, isResourceAccount, leftOut } = user
  const [until] = leftOut.map(({ endsOn }) => endsOn)
  const disabled =
    disabledSince === null
      ? t('userPage.disabled')
      : t('userPage.disabledSince', { date: format.date(disabledSince) })
  const badges = [
    accountEnabled === 0 ? disabled : null,
    userType === 'Guest' ? t('userPage.guest') : null,
    isResourceAccount === 1 ? t('userPage.resource') : null,
    until === undefined ? null : t('userPage.leftOut', { date: format.date(until) }),
  ].filter(text => text !== null)
  if (badges.length === 0) return null
  return (
    <div className={styles.line}>
      {badges.map(text => (
        <Badge key={text} appearance="tint" color={text === disabled ? 'warning' : 'informative'}>
          {text}
        </Badge>
      ))}
    </div>
  )
}
