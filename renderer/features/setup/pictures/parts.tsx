import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  CheckboxChecked16Filled,
  CheckboxUnchecked16Regular,
  ChevronRight12Regular,
  RadioButton16Filled,
  RadioButton16Regular,
} from '@fluentui/react-icons'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  label: { color: tokens.colorNeutralForeground3 },
  box: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  mark: {
    outline: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    outlineOffset: '2px',
    padding: tokens.spacingVerticalXXS,
    borderRadius: tokens.borderRadiusSmall,
  },
  choice: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  chosen: { color: tokens.colorBrandForeground1, flexShrink: 0 },
  open: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  button: {
    alignSelf: 'flex-start',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusSmall,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  primary: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `${tokens.strokeWidthThin} solid transparent`,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  dots: {
    display: 'inline-block',
    height: '6px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralStroke1,
    verticalAlign: 'middle',
  },
})

/** Marks what is to be touched. */
export function Mark({ children, isOn = true }: { children: ReactNode; isOn?: boolean }) {
  const styles = useStyles()
  return <div className={isOn ? styles.mark : undefined}>{children}</div>
}

export function DrawnField({ label, children }: { label: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.field}>
      <span className={styles.label}>{label}</span>
      <div className={styles.box}>{children}</div>
    </div>
  )
}

export function DrawnRadio({ isChosen, children }: { isChosen: boolean; children: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={mergeClasses(styles.choice, !isChosen && styles.quiet)}>
      {isChosen ? (
        <RadioButton16Filled className={styles.chosen} />
      ) : (
        <RadioButton16Regular className={styles.open} />
      )}
      <span>{children}</span>
    </div>
  )
}

export function DrawnCheckbox({ isChecked, children }: { isChecked: boolean; children: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.choice}>
      {isChecked ? (
        <CheckboxChecked16Filled className={styles.chosen} />
      ) : (
        <CheckboxUnchecked16Regular className={styles.open} />
      )}
      <span>{children}</span>
    </div>
  )
}

export function DrawnButton({ isPrimary = false, children }: { isPrimary?: boolean; children: ReactNode }) {
  const styles = useStyles()
  return <div className={mergeClasses(styles.button, isPrimary && styles.primary)}>{children}</div>
}

/** Text that does not matter here, as a line. */
export function DrawnText({ width }: { width: number }) {
  const styles = useStyles()
  return <span className={styles.dots} style={{ width }} />
}

const useWindowDrawingStyles = makeStyles({
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

/**
 * A page of the portal as a drawing: the fields to touch are marked, everything else is left out. Read out as
 * one picture.
 */
export function WindowDrawing({ what, path = [], bar, title, children }: Props) {
  const styles = useWindowDrawingStyles()
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
