import { makeStyles, mergeClasses } from '@fluentui/react-components'
import { type BarTone, useTones } from './tones.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    columnGap: '2px',
    height: '12px',
    width: '100%',
    minWidth: 0,
  },
  part: { height: '100%', boxSizing: 'border-box', minWidth: '2px' },
})

export type BarPart = { key: string; tone: BarTone; value: number }

type Props = {
  parts: readonly BarPart[]
  /** What the whole width stands for; by default the sum of the parts. */
  of?: number
  className?: string | undefined
}

/**
 * Parts of a whole side by side. It only repeats what the text beside it says, so that it is hidden from
 * readers.
 */
export function StackedBar({ parts, of: whole, className }: Props) {
  const styles = useStyles()
  const tones = useTones()
  const shown = parts.filter(({ value }) => value > 0)
  const sum = shown.reduce((total, { value }) => total + value, 0)
  const total = Math.max(whole ?? sum, sum)
  return (
    <div className={mergeClasses(styles.bar, className)} aria-hidden="true">
      {shown.map(({ key, tone, value }) => (
        <span
          key={key}
          className={mergeClasses(styles.part, tones[tone])}
          style={{ width: `${(100 * value) / total}%` }}
        />
      ))}
    </div>
  )
}
