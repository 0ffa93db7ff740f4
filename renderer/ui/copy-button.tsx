import { Button, makeStyles, Tooltip } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const shownMs = 2000

const useStyles = makeStyles({
  whole: { whiteSpace: 'nowrap' },
})

type Props = {
  text: string
  /** Names what is copied. */
  label: string
  /** An icon beside the text, or a button with its label. */
  look?: 'icon' | 'primary'
}

/** Copies a text and shows a check mark for a moment. */
export function CopyButton({ text, label, look = 'icon' }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    await copyText(text)
    setCopied(true)
  }
  const icon = isCopied ? <CheckmarkRegular /> : <CopyRegular />
  if (look === 'primary') {
    return (
      <Button className={styles.whole} appearance="primary" icon={icon} onClick={() => void copy()}>
        {isCopied ? t('common.copied') : label}
      </Button>
    )
  }
  return (
    <Tooltip content={isCopied ? t('common.copied') : label} relationship="label">
      <Button appearance="subtle" icon={icon} onClick={() => void copy()} />
    </Tooltip>
  )
}

/**
 * Puts a text into the clipboard. The desktop app grants its page no permission at all, the one to write the
 * clipboard included; what works there is the older command, which copies what is selected while a person
 * presses a button.
 *
 * @throws Error when neither way is open
 */
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (cause) {
    if (!copyBySelection(text)) throw new Error('The text could not be copied.', { cause })
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.setAttribute('aria-hidden', 'true')
  field.className = 'offscreen'
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  // Selecting took the focus away from the button that was pressed.
  if (before instanceof HTMLElement) before.focus()
  return isCopied
}
