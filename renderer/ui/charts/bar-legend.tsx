import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type BarTone, useTones } from './tones.ts'

const useStyles = makeStyles({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXXS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  sample: { width: '12px', height: '12px', boxSizing: 'border-box' },
})

/** What the parts of the bars below it are. */
export function BarLegend({ parts }: { parts: readonly { key: string; tone: BarTone; name: string }[] }) {
  const styles = useStyles()
  const tones = useTones()
  return (
    <ul className={styles.legend}>
      {parts.map(({ key, tone, name }) => (
        <li key={key} className={styles.item}>
          <span className={mergeClasses(styles.sample, tones[tone])} aria-hidden />
          {name}
        </li>
      ))}
    </ul>
  )
}
