import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  makeStyles,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Loading } from '../../../ui/loading.tsx'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  letter: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXS,
  },
  field: { width: '100%' },
})

/** A text per department about what is to be asked there, to be copied into a message. */
export function Letters({ connector, onClose }: { connector: string; onClose: () => void }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const letters = useQuery(useSavingsQueries(connector).letters())
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('work.letters')}</DialogTitle>
          <DialogContent className={styles.list}>
            {letters.isError && <ErrorPanel error={letters.error} onRetry={() => void letters.refetch()} />}
            <Loading when={letters.isLoading} />
            {letters.data?.length === 0 && <p>{t('work.noLetters')}</p>}
            {letters.data?.map(({ department, seats, text }) => (
              <div key={department ?? ''} className={styles.letter}>
                <Field
                  className={styles.field}
                  label={t('work.letter', { department: department ?? t('work.noDepartment'), count: seats })}
                >
                  <Textarea readOnly rows={8} value={text} />
                </Field>
                <CopyButton text={text} label={t('work.copyLetter')} />
              </div>
            ))}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('work.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
