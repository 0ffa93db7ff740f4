import { makeStyles, tokens } from '@fluentui/react-components'

/** What a part of a bar means; the same everywhere. */
export const barTones = ['active', 'inactive', 'unknown', 'empty', 'over'] as const
export type BarTone = (typeof barTones)[number]

const hatch = (color: string) => `repeating-linear-gradient(135deg, ${color} 0 1.5px, transparent 1.5px 5px)`

/** In forced colors a background is taken away unless it says that it has to stay. */
const forced = (background: string) => ({
  '@media (forced-colors: active)': {
    forcedColorAdjust: 'none' as const,
    backgroundColor: background,
    border: '1px solid CanvasText',
  },
})

/** Fills that tell the parts apart by more than their hue: full, full, hatched, hollow, full with an edge. */
export const useTones = makeStyles({
  active: { backgroundColor: tokens.colorPaletteBlueBorderActive, ...forced('Highlight') },
  inactive: { backgroundColor: tokens.colorPalettePumpkinBorderActive, ...forced('CanvasText') },
  unknown: {
    backgroundImage: hatch(tokens.colorNeutralStrokeAccessible),
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  empty: {
    backgroundColor: 'transparent',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  over: { backgroundColor: tokens.colorPaletteRedBorderActive, ...forced('Mark') },
})
