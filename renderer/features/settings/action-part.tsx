import { Body1Strong, Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { ErrorPanel } from '../../ui/error-panel.tsx'

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalS,
  },
  about: { color: tokens.colorNeutralForeground2 },
})

type Props = {
  title: string
  about: string
  action: string
  busyText: string
  isBusy: boolean
  error: Error | null
  onAct: () => void
  /** What came of it. */
  children?: ReactNode
}

/** Something that is made on request, with its outcome below the button. */
export function ActionPart({ title, about, action, busyText, isBusy, error, onAct, children }: Props) {
  const styles = useStyles()
  return (
    <section className={styles.part}>
      <Body1Strong as="h3" block>
        {title}
      </Body1Strong>
      <Caption1 className={styles.about}>{about}</Caption1>
      <Button
        onClick={onAct}
        disabledFocusable={isBusy}
        {...(isBusy ? { icon: <Spinner size="tiny" /> } : {})}
      >
        {isBusy ? busyText : action}
      </Button>
      {error !== null && <ErrorPanel error={error} />}
      <div aria-live="polite">{children}</div>
    </section>
  )
}
