import {
  makeStyles,
  tokens,
  useFieldControlProps_unstable as useFieldControlProps,
} from '@fluentui/react-components'
import type { RefObject } from 'react'

const useStyles = makeStyles({
  area: {
    width: '100%',
    boxSizing: 'border-box',
    minHeight: '96px',
    resize: 'vertical',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalMNudge}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    outlineStyle: 'none',
    ':focus': {
      borderBottomColor: tokens.colorCompoundBrandStroke,
      boxShadow: `inset 0 -1px 0 ${tokens.colorCompoundBrandStroke}`,
    },
  },
})

type Props = {
  areaRef: RefObject<HTMLTextAreaElement | null>
  placeholder: string
  onInput: () => void
}

/** A field for a private key: as with a secret, the text stays in the page's own element. */
export function KeyTextarea({ areaRef, placeholder, onInput }: Props) {
  const styles = useStyles()
  // Its label, hint and validity, which a field around it knows.
  const field = useFieldControlProps({}, { supportsLabelFor: true, supportsRequired: true })
  return (
    <textarea
      {...field}
      ref={areaRef}
      className={styles.area}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      maxLength={65_536}
      onInput={onInput}
    />
  )
}
