import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatRoute, type Route } from '../../../routing/route.ts'
import { type BarTone, useTones } from '../../../ui/charts/tones.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { dayBands, otherBands, partsOfUse, type UseColumn, type UsePart } from './columns-of-use.ts'
import { handleHeight } from './idle-line.tsx'

export const tonesOfParts = {
  inUse: 'active',
  idle: 'inactive',
  waiting: 'empty',
  unknown: 'unknown',
} as const satisfies Record<UsePart, BarTone>

const barsHeight = 150
const labelHeight = 18

const useStyles = makeStyles({
  chart: {
    display: 'grid',
    gridTemplateColumns: `minmax(0, ${dayBands.length}fr) minmax(0, ${otherBands.length}fr)`,
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalXS,
    minWidth: 0,
  },
  plot: {
    position: 'relative',
    display: 'flex',
    paddingTop: `${handleHeight}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  names: { display: 'flex' },
  column: {
    flex: '1 1 0',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'flex-end',
    alignItems: 'center',
    height: `${barsHeight + labelHeight}px`,
  },
  // A line that runs through a column stops at its number.
  count: {
    position: 'relative',
    zIndex: 1,
    paddingInline: tokens.spacingHorizontalXXS,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: `${labelHeight}px`,
    fontVariantNumeric: 'tabular-nums',
  },
  // The column that is drawn belongs to the number above it.
  link: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    width: '100%',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { textDecorationLine: 'none' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, textDecorationLine: 'none' },
    ':hover > :first-child': { textDecorationLine: 'underline' },
  },
  bar: { display: 'flex', flexDirection: 'column', rowGap: '2px', width: '64%', maxWidth: '72px' },
  part: { boxSizing: 'border-box', minHeight: '2px', width: '100%' },
  name: {
    flex: '1 1 0',
    minWidth: 0,
    textAlign: 'center',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'break-word',
  },
  axis: { textAlign: 'center', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

type Props = {
  columns: readonly UseColumn[]
  /** The line over the columns of days. */
  line: ReactNode
  nameOf: (column: UseColumn) => string
  /** The seats that a column counts; null where no table has exactly these. */
  behind: (column: UseColumn) => Route | null
}

/** Columns with their numbers above them and their names below; what is no number of days stands apart. */
export function DrawnColumns({ columns, line, nameOf, behind }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const sayColumn = (column: UseColumn) =>
    nameOf(column) + t('lastUse.column', { count: column.seats, formatted: format.integer(column.seats) })
  const most = Math.max(...columns.map(({ seats }) => seats), 1)
  const groups = [dayBands, otherBands].map(bands => columns.filter(({ band }) => bands.includes(band)))
  return (
    <div className={styles.chart}>
      {groups.map((group, place) => (
        <div key={group[0]?.band} className={styles.plot}>
          {group.map(column => (
            <Column
              key={column.band}
              column={column}
              most={most}
              says={sayColumn(column)}
              behind={column.seats === 0 ? null : behind(column)}
            />
          ))}
          {place === 0 && line}
        </div>
      ))}
      {groups.map(group => (
        <div key={group[0]?.band} className={styles.names}>
          {group.map(column => (
            <span key={column.band} className={styles.name} aria-hidden>
              {nameOf(column)}
            </span>
          ))}
        </div>
      ))}
      <div className={styles.axis}>{t('lastUse.axis')}</div>
    </div>
  )
}

type ColumnProps = { column: UseColumn; most: number; says: string; behind: Route | null }

function Column({ column, most, says, behind }: ColumnProps) {
  const styles = useStyles()
  const drawn = <DrawnColumn column={column} most={most} />
  return (
    <div className={styles.column}>
      {behind === null ? (
        <>
          <VisuallyHidden>{says}</VisuallyHidden>
          {drawn}
        </>
      ) : (
        <Link className={styles.link} href={formatRoute(behind)} aria-label={says}>
          {drawn}
        </Link>
      )}
    </div>
  )
}

function DrawnColumn({ column, most }: Pick<ColumnProps, 'column' | 'most'>) {
  const styles = useStyles()
  const tones = useTones()
  const format = useFormat()
  return (
    <>
      <span className={styles.count} aria-hidden>
        {format.integer(column.seats)}
      </span>
      <span className={styles.bar} aria-hidden>
        {partsOfUse
          .toReversed()
          .filter(part => column[part] > 0)
          .map(part => (
            <span
              key={part}
              className={mergeClasses(styles.part, tones[tonesOfParts[part]])}
              style={{ height: `${(barsHeight * column[part]) / most}px` }}
            />
          ))}
      </span>
    </>
  )
}
