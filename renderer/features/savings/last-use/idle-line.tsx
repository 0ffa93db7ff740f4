import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { boundedDays, daysAtPlace, maxIdleDays, minIdleDays, placeOfDays } from './columns-of-use.ts'

/** The handle stands above the columns in a row of its own. */
export const handleHeight = 28

const useStyles = makeStyles({
  track: { position: 'absolute', inset: 0, pointerEvents: 'none' },
  line: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: '24px',
    transform: 'translateX(-50%)',
    display: 'flex',
    justifyContent: 'center',
    cursor: 'ew-resize',
    touchAction: 'none',
    pointerEvents: 'auto',
    '::before': {
      content: '""',
      position: 'absolute',
      top: `${handleHeight - 4}px`,
      bottom: 0,
      width: '2px',
      backgroundColor: tokens.colorNeutralForeground1,
      '@media (forced-colors: active)': { forcedColorAdjust: 'none', backgroundColor: 'CanvasText' },
    },
  },
  handle: {
    position: 'absolute',
    top: 0,
    height: `${handleHeight - 4}px`,
    display: 'flex',
    alignItems: 'center',
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralForeground1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    userSelect: 'none',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  moved: { backgroundColor: tokens.colorNeutralForeground1, color: tokens.colorNeutralBackground1 },
})

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -maxIdleDays,
  End: maxIdleDays,
}

type Props = { days: number; isMoved: boolean; says: string; onMove: (days: number) => void }

/** The days after which a seat is idle: a line over the columns of days, dragged or moved by keys. */
export function IdleLine({ days, isMoved, says, onMove }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const track = useRef<HTMLDivElement>(null)
  const onDrag = (event: PointerEvent<HTMLDivElement>) => {
    const place = track.current?.getBoundingClientRect()
    if (place === undefined || place.width === 0 || event.buttons !== 1) return
    onMove(daysAtPlace((event.clientX - place.left) / place.width))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    onMove(boundedDays(days + step))
  }
  return (
    <div ref={track} className={styles.track}>
      <div
        className={styles.line}
        style={{ left: `${100 * placeOfDays(days)}%` }}
        onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onDrag}
      >
        <div
          role="slider"
          tabIndex={0}
          className={mergeClasses(styles.handle, isMoved && styles.moved)}
          aria-label={t('lastUse.line')}
          aria-valuemin={minIdleDays}
          aria-valuemax={maxIdleDays}
          aria-valuenow={days}
          aria-valuetext={says}
          onKeyDown={onKeyDown}
        >
          {t('lastUse.days', { days })}
        </div>
      </div>
    </div>
  )
}
