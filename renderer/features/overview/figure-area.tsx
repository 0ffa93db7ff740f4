import { Link, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { formatRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import type { Format } from '../../ui/format.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { type Area, type Figure, rowsBehind } from './figures.ts'

const useStyles = makeStyles({
  area: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(172px, 1fr))',
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
  },
  head: { display: 'flex', alignItems: 'baseline', columnGap: tokens.spacingHorizontalM },
  // Titles of one and of two lines side by side: the figures still stand on one line.
  figure: {
    display: 'grid',
    gridRow: 'span 3',
    gridTemplateRows: 'subgrid',
    minWidth: 0,
    paddingBottom: tokens.spacingVerticalXL,
  },
  title: { color: tokens.colorNeutralForeground2, alignSelf: 'end', textWrap: 'balance' },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  smaller: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
  },
  link: { fontSize: 'inherit', fontWeight: 'inherit', color: 'inherit' },
  unit: {
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    marginLeft: tokens.spacingHorizontalXS,
  },
  note: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
})

type Props = { area: Area; navigate: Navigate }

/** Many figures of one kind are a list to look through, not each a headline. */
const maxHeadlines = 6

/** The figures of one area side by side, under the date that most of them hold for. */
export function FigureArea({ area, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const isLong = area.figures.length > maxHeadlines
  return (
    <section className={styles.area}>
      <div className={styles.head}>
        <Subtitle2 as="h2">{area.title}</Subtitle2>
        {area.asOf !== null && (
          <span className={styles.note}>{t('overview.asOf', { date: format.date(area.asOf) })}</span>
        )}
      </div>
      <dl className={styles.grid}>
        {area.figures.map(figure => (
          <FigureBlock
            key={figure.id}
            figure={figure}
            isHeadline={!isLong}
            usualDate={area.asOf}
            navigate={navigate}
          />
        ))}
      </dl>
    </section>
  )
}

type FigureProps = { figure: Figure; isHeadline: boolean; usualDate: string | null; navigate: Navigate }

function FigureBlock({ figure, isHeadline, usualDate, navigate }: FigureProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const route = rowsBehind(figure.id)
  const text = valueText(figure, format)
  const date =
    figure.asOf === null || figure.asOf === usualDate
      ? ''
      : t('overview.asOf', { date: format.date(figure.asOf) })
  const notes = [figure.note, date].filter(note => note !== '')
  return (
    <div className={styles.figure}>
      <dt className={styles.title}>{figure.title}</dt>
      <dd className={mergeClasses(styles.value, !isHeadline && styles.smaller)}>
        {route === null ? (
          text
        ) : (
          <Link
            className={styles.link}
            href={formatRoute(route)}
            onClick={event => {
              event.preventDefault()
              navigate(route)
            }}
          >
            {text}
          </Link>
        )}
        {figure.unit !== '' && figure.value !== null && <span className={styles.unit}>{figure.unit}</span>}
      </dd>
      {notes.length > 0 && <dd className={styles.note}>{notes.join(' · ')}</dd>}
    </div>
  )
}

function valueText({ value }: Figure, format: Format): string {
  if (value === null) return '–'
  return typeof value === 'number' ? format.decimal(value) : value
}
