import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../../electron/contract/insight/figure.ts'
import type { SeatFigures } from '../../../electron/contract/insight/overview.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { StackedBar } from '../../ui/charts/stacked-bar.tsx'
import { type BarTone, useTones } from '../../ui/charts/tones.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'
import { Tile, useTileStyles } from './tile.tsx'

const useStyles = makeStyles({
  parts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontVariantNumeric: 'tabular-nums',
  },
  part: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
  },
  mark: { width: '10px', height: '10px', boxSizing: 'border-box', borderRadius: tokens.borderRadiusSmall },
})

type Part = {
  key: 'active' | 'inactive' | 'notMeasured' | 'held' | 'unassigned'
  tone: BarTone
  figure: Figure
}

/** Active, inactive and unassigned; what is not known of the use is never drawn as inactive. */
function partsOf({ active, inactive, notMeasured, held, unassigned }: SeatFigures): Part[] {
  const assigned: Part[] =
    active === null || inactive === null || notMeasured === null
      ? [{ key: 'held', tone: 'unknown', figure: held }]
      : [
          { key: 'active', tone: 'active', figure: active },
          { key: 'inactive', tone: 'inactive', figure: inactive },
          { key: 'notMeasured', tone: 'unknown', figure: notMeasured },
        ]
  const parts: Part[] = [...assigned, { key: 'unassigned', tone: 'empty', figure: unassigned }]
  return parts.filter(({ key, figure }) => figure.value > 0 || key !== 'notMeasured')
}

type Props = { seats: SeatFigures | null; navigate: Navigate }

/** The seats bought and what became of them. Every number leads to the rows that it counts. */
export function SeatsTile({ seats, navigate }: Props) {
  const styles = useTileStyles()
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Tile title={t('overview.seats')}>
      {seats === null ? (
        <p className={styles.quiet}>{t('overview.notRetrieved')}</p>
      ) : (
        <>
          <p className={styles.value}>
            <RouteLink className={styles.link} route={routeBehind(seats.bought.behind)} navigate={navigate}>
              {format.integer(seats.bought.value)}
            </RouteLink>{' '}
            <span className={styles.unit}>{t('overview.bought', { count: seats.bought.behind.rows })}</span>
          </p>
          <StackedBar
            parts={partsOf(seats).map(({ key, tone, figure }) => ({ key, tone, value: figure.value }))}
          />
          <Parts seats={seats} navigate={navigate} />
          <Remarks seats={seats} navigate={navigate} />
        </>
      )}
    </Tile>
  )
}

function Parts({ seats, navigate }: { seats: SeatFigures; navigate: Navigate }) {
  const styles = useStyles()
  const tones = useTones()
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ul className={styles.parts}>
      {partsOf(seats).map(({ key, tone, figure }) => (
        <li key={key} className={styles.part}>
          <span className={mergeClasses(styles.mark, tones[tone])} aria-hidden="true" />
          <RouteLink route={routeBehind(figure.behind)} navigate={navigate}>
            {t(`overview.seatParts.${key}`, { value: format.integer(figure.value) })}
          </RouteLink>
        </li>
      ))}
    </ul>
  )
}

/** Why the parts do not add up to what was bought, and what is in none of them. */
function Remarks({ seats, navigate }: { seats: SeatFigures; navigate: Navigate }) {
  const styles = useTileStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const { warning, overAssigned, difference, withoutSeats, free, trial, device, capacity } = seats
  const link = (key: 'overAssigned' | 'free' | 'trial' | 'device' | 'capacity', figure: Figure) =>
    figure.value === 0
      ? []
      : [
          <RouteLink key={key} route={routeBehind(figure.behind)} navigate={navigate}>
            {t(`overview.${key}`, { count: figure.value, value: format.integer(figure.value) })}
          </RouteLink>,
        ]
  const remarks = [
    ...(warning > 0 ? [t('overview.warning', { value: format.integer(warning) })] : []),
    ...link('overAssigned', overAssigned),
    ...(difference === 0
      ? []
      : [
          t(difference > 0 ? 'overview.countedMore' : 'overview.countedLess', {
            value: format.integer(Math.abs(difference)),
          }),
        ]),
    ...(withoutSeats > 0 ? [t('overview.withoutSeats', { count: withoutSeats })] : []),
  ]
  const apart = [
    ...link('free', free),
    ...link('trial', trial),
    ...link('device', device),
    ...link('capacity', capacity),
  ]
  return (
    <>
      {remarks.length > 0 && <p className={styles.quiet}>{separated(remarks)}</p>}
      {apart.length > 0 && (
        <p className={mergeClasses(styles.quiet, styles.foot)}>
          {t('overview.apart')} {separated(apart)}
        </p>
      )}
    </>
  )
}

function separated(parts: readonly React.ReactNode[]): React.ReactNode[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))
}
