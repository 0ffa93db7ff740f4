import {
  makeStyles,
  ToggleButton,
  Tooltip,
  tokens,
  useFieldControlProps_unstable as useFieldControlProps,
} from '@fluentui/react-components'
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import { type RefObject, useState } from 'react'

const useStyles = makeStyles({
  box: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '32px',
    boxSizing: 'border-box',
    paddingRight: tokens.spacingHorizontalXXS,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-within': {
      borderBottomColor: tokens.colorCompoundBrandStroke,
      boxShadow: `inset 0 -1px 0 ${tokens.colorCompoundBrandStroke}`,
    },
  },
  input: {
    flexGrow: 1,
    minWidth: 0,
    padding: `0 ${tokens.spacingHorizontalMNudge}`,
    border: 'none',
    outlineStyle: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
  },
})

type Props = {
  inputRef: RefObject<HTMLInputElement | null>
  showLabel: string
  hideLabel: string
  onInput: () => void
}

/**
 * A field for a secret. What is typed stays in the page's own input element and is copied into no state of
 * the window; whoever owns the field reads it from there once, and empties it.
 */
export function SecretInput({ inputRef, showLabel, hideLabel, onInput }: Props) {
  const styles = useStyles()
  // Its label, hint and validity, which a field around it knows.
  const field = useFieldControlProps({}, { supportsLabelFor: true, supportsRequired: true })
  const [isShown, setShown] = useState(false)
  const label = isShown ? hideLabel : showLabel
  return (
    <div className={styles.box}>
      <input
        {...field}
        ref={inputRef}
        className={styles.input}
        type={isShown ? 'text' : 'password'}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={1024}
        onInput={onInput}
      />
      <Tooltip content={label} relationship="label">
        <ToggleButton
          appearance="transparent"
          size="small"
          checked={isShown}
          icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
          onClick={() => setShown(!isShown)}
        />
      </Tooltip>
    </div>
  )
}

const useKeyTextareaStyles = makeStyles({
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

type KeyTextareaProps = {
  areaRef: RefObject<HTMLTextAreaElement | null>
  placeholder: string
  onInput: () => void
}

/** A field for a private key: as with a secret, the text stays in the page's own element. */
export function KeyTextarea({ areaRef, placeholder, onInput }: KeyTextareaProps) {
  const styles = useKeyTextareaStyles()
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
