import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSavingsChange } from '../../../savings-queries.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { ChooseText } from '../files/choose-text.tsx'
import { useWord } from '../use-word.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  bad: { margin: 0, maxHeight: '160px', position: 'relative', overflowY: 'auto' },
})

/** More lines than these only cost time to read. */
const maxShown = 100

/** A file or pasted cells with exclusions: what can be taken, and of each other line why it cannot be. */
export function ImportExclusions({ connector, onClose }: { connector: string; onClose: () => void }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const [text, setText] = useState('')
  const [isConfirmed, setConfirmed] = useState(false)
  const read = useSavingsChange('savings.readExclusions', connector)
  const save = useSavingsChange('savings.excludeAll', connector)
  const lines = read.data?.lines ?? []
  const bad = lines.filter(({ status }) => status !== 'ok')
  const hasEverybody = lines.some(({ status }) => status === 'everybody')
  const taken = lines
    .filter(({ status }) => status === 'ok' || (isConfirmed && status === 'everybody'))
    .flatMap(({ exclusion }) => exclusion ?? [])
  const change = (value: string) => {
    setText(value)
    read.reset()
    setConfirmed(false)
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('excluded.import')}</DialogTitle>
          <DialogContent className={styles.content}>
            <ChooseText
              label={t('excluded.import')}
              hint={t('excluded.importAbout')}
              text={text}
              onText={change}
            />
            <div role="status">
              {read.data !== undefined && t('excluded.readLines', { count: lines.length, bad: bad.length })}
            </div>
            <ul className={styles.bad}>
              {bad.slice(0, maxShown).map(({ line, about, status }) => (
                <li key={line}>
                  {t('excluded.line', { line, about, problem: word('excluded.problems', status) })}
                </li>
              ))}
              {bad.length > maxShown && <li>{t('excluded.moreLines', { count: bad.length - maxShown })}</li>}
            </ul>
            {hasEverybody && (
              <Checkbox
                checked={isConfirmed}
                label={t('excluded.confirmEverybody')}
                onChange={(_, { checked }) => setConfirmed(checked === true)}
              />
            )}
            {read.isError && <ErrorPanel error={read.error} />}
            {save.isError && <ErrorPanel error={save.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('excluded.cancel')}</Button>
            {read.data === undefined ? (
              <Button
                appearance="primary"
                disabled={text.trim() === '' || read.isPending}
                onClick={() => read.mutate({ connector, text })}
              >
                {t('excluded.read')}
              </Button>
            ) : (
              <Button
                appearance="primary"
                disabled={taken.length === 0 || save.isPending}
                onClick={() =>
                  save.mutate(
                    { connector, exclusions: taken, everybody: isConfirmed },
                    { onSuccess: onClose },
                  )
                }
              >
                {t('excluded.apply', { count: taken.length })}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
