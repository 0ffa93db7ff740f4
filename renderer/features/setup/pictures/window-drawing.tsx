import { makeStyles, tokens } from '@fluentui/react-components'
import { ChevronRight12Regular } from '@fluentui/react-icons'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const useStyles = makeStyles({
  window: {
    alignSelf: 'stretch',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    overflow: 'hidden',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    userSelect: 'none',
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground3,
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
  },
  title: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
})

type Props = { what: string; path?: readonly string[]; bar?: ReactNode; title?: string; children?: ReactNode }

/** A page of the portal as a drawing: the fields to touch are marked, everything else is left out. Read out as one picture. */
export function WindowDrawing({ what, path = [], bar, title, children }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <div className={styles.window} role="img" aria-label={t('setup.picture.portal', { what })}>
      <div className={styles.bar}>
        {bar ??
          path.map((part, index) => (
            <Fragment key={part}>
              {index > 0 && <ChevronRight12Regular />}
              <span>{part}</span>
            </Fragment>
          ))}
      </div>
      {children !== undefined && (
        <div className={styles.content}>
          {title !== undefined && <span className={styles.title}>{title}</span>}
          {children}
        </div>
      )}
    </div>
  )
}
