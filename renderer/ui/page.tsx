import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef } from 'react'

const useStyles = makeStyles({
  page: {
    // What is only read aloud stays within what scrolls, so that it cannot lengthen the window.
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    height: '100%',
    minHeight: 0,
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL} 0`,
  },
  // In a low window, or a large zoom, the parts keep their least height and the page scrolls with them.
  still: { '@media (max-height: 639px)': { position: 'relative', overflowY: 'auto' } },
  scrolling: { position: 'relative', overflowY: 'auto', paddingBottom: tokens.spacingVerticalXXXL },
  head: { display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none' },
  aside: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
})

type Props = {
  title: string
  /** Beside the title: the date of the figures, the number of rows. */
  aside?: ReactNode
  /** False for a screen whose own parts scroll. */
  scrolls?: boolean
  children: ReactNode
}

/** A screen with its heading, which takes the focus when the screen is come to. */
export function Page({ title, aside, scrolls = true, children }: Props) {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section
      className={mergeClasses(styles.page, scrolls ? styles.scrolling : styles.still)}
      aria-label={title}
      {...(scrolls ? { tabIndex: -1 } : {})}
    >
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  )
}
