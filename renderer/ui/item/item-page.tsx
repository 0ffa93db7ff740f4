import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useRef } from 'react'
import { PageTabs } from './page-tabs.tsx'

const useStyles = makeStyles({
  page: {
    // What is only read aloud stays within what scrolls, so that it cannot lengthen the window.
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    height: '100%',
    minHeight: 0,
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXXL} 0`,
  },
  scrolling: { position: 'relative', overflowY: 'auto', paddingBottom: tokens.spacingVerticalXXXL },
  back: { alignSelf: 'flex-start', flexShrink: 0, marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  head: {
    display: 'flex',
    flexShrink: 0,
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalL,
  },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none', overflowWrap: 'anywhere' },
  under: { color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

type ItemTab = { name: string; label: string }

type Props = {
  title: string
  /** Small under the title. */
  under?: ReactNode
  /** The list that the item is of: its name, and the way back to it. */
  back: { label: string; onBack: () => void }
  actions?: ReactNode
  tabs?: { all: readonly ItemTab[]; chosen: string; onChoose: (name: string) => void }
  /** False for a part of the page that scrolls itself, such as a table. */
  scrolls?: boolean
  children: ReactNode
}

/** The page of one user or product: the way back, what it is about, and its parts. */
export function ItemPage({ title, under, back, actions, tabs, scrolls = true, children }: Props) {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section
      className={mergeClasses(styles.page, scrolls && styles.scrolling)}
      aria-label={title}
      {...(scrolls ? { tabIndex: -1 } : {})}
    >
      <Button
        className={styles.back}
        appearance="subtle"
        size="small"
        icon={<ArrowLeftRegular />}
        onClick={back.onBack}
      >
        {back.label}
      </Button>
      <div className={styles.head}>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {under !== undefined && <div className={styles.under}>{under}</div>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {tabs !== undefined && <PageTabs {...tabs} />}
      {children}
    </section>
  )
}
