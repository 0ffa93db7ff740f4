import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { UserChange } from '../../../electron/contract/pages/changes.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { changeText } from './change-text.ts'

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'contents' },
  date: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  none: { color: tokens.colorNeutralForeground3 },
})

/** What syncs noticed of a user, the newest first; several on one day stand under one date. */
export function UserTimeLine({ changes }: { changes: readonly UserChange[] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  if (changes.length === 0) return <span className={styles.none}>{t('userPage.noChanges')}</span>
  return (
    <ol className={styles.line}>
      {changes.map((change, place) => {
        const isSameDay = changes[place - 1]?.at.slice(0, 10) === change.at.slice(0, 10)
        return (
          <li
            key={`${change.at} ${change.kind} ${change.skuId ?? ''} ${change.detail ?? ''}`}
            className={styles.item}
          >
            <time className={styles.date} dateTime={change.at}>
              {isSameDay ? '' : format.date(change.at.slice(0, 10))}
            </time>
            <span>{changeText(change, t)}</span>
          </li>
        )
      })}
    </ol>
  )
}
