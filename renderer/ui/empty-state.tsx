import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
    maxWidth: '560px',
    paddingTop: tokens.spacingVerticalXXL,
  },
  about: { color: tokens.colorNeutralForeground2 },
})

/** What would be here and how to get it. */
export function EmptyState({
  title,
  about,
  children,
}: {
  title: string
  about: string
  children?: ReactNode
}) {
  const styles = useStyles()
  return (
    <div className={styles.state}>
      <Subtitle2 as="h2">{title}</Subtitle2>
      <Body1 className={styles.about}>{about}</Body1>
      {children}
    </div>
  )
}
