import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { DocumentRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decodeText } from './file-text.ts'

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  file: { alignSelf: 'flex-start' },
  hidden: { display: 'none' },
})

type Props = { label: string; hint: string; text: string; onText: (text: string) => void }

/** Cells that are pasted, or the text of a file that is chosen. */
export function ChooseText({ label, hint, text, onText }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const input = useRef<HTMLInputElement>(null)
  const [hasFailed, setFailed] = useState(false)
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    setFailed(false)
    try {
      onText(decodeText(await file.arrayBuffer()))
    } catch {
      // The file is gone, or may not be read: nothing of it is known.
      setFailed(true)
    }
  }
  return (
    <div className={styles.frame}>
      <Field
        label={label}
        hint={hint}
        {...(hasFailed ? { validationMessage: t('excluded.fileError'), validationState: 'error' } : {})}
      >
        <Textarea value={text} rows={6} onChange={(_, { value }) => onText(value)} />
      </Field>
      <Button className={styles.file} icon={<DocumentRegular />} onClick={() => input.current?.click()}>
        {t('excluded.chooseFile')}
      </Button>
      <input
        ref={input}
        className={styles.hidden}
        type="file"
        accept=".csv,.txt,.tsv"
        aria-label={t('excluded.chooseFile')}
        tabIndex={-1}
        onChange={({ target }) => {
          void read(target.files?.[0])
          target.value = ''
        }}
      />
    </div>
  )
}
