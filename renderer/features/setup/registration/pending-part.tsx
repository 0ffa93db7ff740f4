import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { PendingRotation } from '../../../../electron/contract/registration/rotation.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { useNow } from '../../../ui/use-now.ts'
import type { Registration } from './use-registration.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  text: { margin: 0, overflowWrap: 'anywhere' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXXL },
})

type Props = { pending: PendingRotation; registration: Registration }

/** How far a rotation came that was broken off, and both ways to bring it to its end. */
export function PendingPart({ pending, registration }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const format = useFormat()
  const now = useNow()
  const { connector, stage, added, old, begunAt } = pending
  const begin = (kind: 'finishRotation' | 'undoRotation') =>
    void registration.begin({ work: { kind, connector } })
  return (
    <div className={styles.part}>
      <p className={styles.text}>
        {t(`rotate.pending.${stage}`, {
          ago: format.relative(now, Math.min(now, Date.parse(begunAt))),
          kind: t(`rotate.pending.${added.kind}`),
          name: added.name,
          keyId: added.keyId ?? t('rotate.pending.unknownKey'),
        })}
      </p>
      {old !== null && <p className={styles.text}>{t('rotate.pending.old', { keyId: old.keyId })}</p>}
      <ul className={styles.list}>
        <li>{t('rotate.pending.finishAbout')}</li>
        <li>{t('rotate.pending.undoAbout')}</li>
      </ul>
      <p className={styles.text}>{t('rotate.pending.signIn')}</p>
      <div className={styles.row}>
        <Button appearance="primary" onClick={() => begin('finishRotation')}>
          {t('rotate.pending.finish')}
        </Button>
        <Button onClick={() => begin('undoRotation')}>{t('rotate.pending.undo')}</Button>
      </div>
    </div>
  )
}
