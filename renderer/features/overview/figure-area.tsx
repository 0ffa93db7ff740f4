import { Link, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { formatRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import type { Format } from '../../ui/format.ts'
import { useFormat } from '../../ui/format-context.tsx'
import type { Area, Figure } from './figures.ts'
import { rowsBehind } from './links.ts'

const useStyles = makeStyles({
  area: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
    margin: 0,
  },
  figure: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  title: { color: tokens.colorNeutralForeground2, order: 0 },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
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

type Props = { area: Area; pageDate: string | null; navigate: Navigate }

/** The figures of one area side by side. */
export function FigureArea({ area, pageDate, navigate }: Props) {
  const styles = useStyles()
  return (
    <section className={styles.area}>
      <Subtitle2 as="h2">{area.title}</Subtitle2>
      <dl className={styles.grid}>
        {area.figures.map(figure => (
          <FigureBlock key={figure.id} figure={figure} pageDate={pageDate} navigate={navigate} />
        ))}
      </dl>
    </section>
  )
}

function FigureBlock({
  figure,
  pageDate,
  navigate,
}: {
  figure: Figure
  pageDate: string | null
  navigate: Navigate
}) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const route = rowsBehind(figure.id)
  const text = valueText(figure, format)
  const date =
    figure.asOf === null || figure.asOf === pageDate
      ? ''
      : t('overview.asOf', { date: format.date(figure.asOf) })
  const notes = [figure.note, date].filter(note => note !== '')
  return (
    <div className={styles.figure}>
      <dt className={styles.title}>{figure.title}</dt>
      <dd className={styles.value}>
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
