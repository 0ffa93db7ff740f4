import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Nothing flickers for work that is done at once: a spinner or skeleton waits this long. */
const patienceMs = 150

/** True once `wanted` has been true for a moment. */
export function useDelayed(wanted: boolean): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!wanted) return setLate(false)
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [wanted])
  return wanted && isLate
}

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, maxWidth: '640px' },
})

const widths = ['40%', '90%', '75%', '85%'] as const

/**
 * The place of a part whose data is on its way, for as long as `when` holds. Nothing is drawn for what comes
 * at once. `isLoading` of a query is the right question: it is false for one that is not asked at all.
 */
export function Loading({ when }: { when: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const isLate = useDelayed(when)
  if (!isLate) return null
  return (
    <Skeleton className={styles.lines} aria-label={t('common.loading')}>
      {widths.map(width => (
        <SkeletonItem key={width} size={20} style={{ width }} />
      ))}
    </Skeleton>
  )
}
