import { Button, makeStyles, Tooltip } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from './copy-text.ts'

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
