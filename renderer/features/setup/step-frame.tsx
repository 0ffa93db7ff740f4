import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowRightRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  scroll: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL} ${tokens.spacingVerticalXXL}`,
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '680px',
  },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  eyebrow: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none' },
  foot: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXXL}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  gap: { flexGrow: 1 },
})

type Props = {
  title: string
  eyebrow: string
  onBack: (() => void) | null
  /** The one thing to do next; null where the step brings its own button. */
  next: { label: string; onPress: () => void } | { label: string; form: string } | null
  /** Further things to do, beside Back. */
  aside?: ReactNode
  children: ReactNode
}

/** The right side of the wizard. Its heading takes the focus when the step is come to. */
export function StepFrame({ title, eyebrow, onBack, next, aside, children }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className={styles.frame}>
      <section className={styles.scroll} aria-label={title} tabIndex={-1}>
        <div className={styles.body}>
          <div className={styles.head}>
            <span className={styles.eyebrow}>{eyebrow}</span>
            <h1 ref={heading} tabIndex={-1} className={styles.title}>
              {title}
            </h1>
          </div>
          {children}
        </div>
      </section>
      <div className={styles.foot}>
        {onBack !== null && <Button onClick={onBack}>{t('setup.nav.back')}</Button>}
        {aside}
        <span className={styles.gap} />
        {next !== null && 'form' in next && (
          <Button type="submit" form={next.form} appearance="primary">
            {next.label}
          </Button>
        )}
        {next !== null && 'onPress' in next && (
          <Button
            appearance="primary"
            icon={<ArrowRightRegular />}
            iconPosition="after"
            onClick={next.onPress}
          >
            {next.label}
          </Button>
        )}
      </div>
    </div>
  )
}
