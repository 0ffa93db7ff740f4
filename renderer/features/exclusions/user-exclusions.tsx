import { Button, Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { UserExclusion } from '../../../electron/contract/pages/user.ts'
import { formatRoute, plainRoute } from '../../routing/route.ts'
import { useSavingsChange } from '../../savings-queries.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { Part } from '../../ui/item/part.tsx'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalM,
  },
  more: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  act: { flexShrink: 0 },
})

type Props = {
  connector: string
  exclusions: readonly UserExclusion[]
  /** Takes the focus from the button that has ended its exclusion. */
  onEnded: () => void
}

/** Why a user is left out of the savings and until when. What is about nobody else is ended here. */
export function UserExclusions({ connector, exclusions, onEnded }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const { mutate: end, isPending, error } = useSavingsChange('savings.endExclusion', connector)
  if (exclusions.length === 0 && error === null) return null
  return (
    <Part title={t('excluded.ofUser')}>
      {error !== null && <ErrorPanel error={error} />}
      <ul className={styles.list}>
        {exclusions.map(exclusion => (
          <li key={exclusion.exclusionId} className={styles.item}>
            <Why exclusion={exclusion} />
            {exclusion.isOwn ? (
              <Button
                className={styles.act}
                size="small"
                disabledFocusable={isPending}
                onClick={() => end({ connector, exclusionId: exclusion.exclusionId }, { onSuccess: onEnded })}
              >
                {t('excluded.end')}
              </Button>
            ) : (
              <Link className={styles.act} href={formatRoute({ ...plainRoute('savings'), tab: 'excluded' })}>
                {t('tabs.excluded')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Why({ exclusion }: { exclusion: UserExclusion }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const { about, note, isOwn, isReview, reason } = exclusion
  const more = [about === null || isOwn ? about : t('excluded.byRule', { about }), note]
  const date = format.date(exclusion.endsOn)
  return (
    <div>
      <div>
        {t(isReview ? 'excluded.reviewed' : 'excluded.lasts', {
          reason: t(`excluded.reasons.${reason}`),
          date,
        })}
      </div>
      {more
        .filter(text => text !== null)
        .map(text => (
          <div key={text} className={styles.more}>
            {text}
          </div>
        ))}
    </div>
  )
}
