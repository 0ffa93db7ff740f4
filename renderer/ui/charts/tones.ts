import { makeStyles, tokens } from '@fluentui/react-components'

/** What a part of a bar means; the same everywhere. */
export const barTones = [
  'active',
  'again',
  'fading',
  'inactive',
  'unknown',
  'empty',
  'freed',
  'over',
] as const
export type BarTone = (typeof barTones)[number]

const hatch = (color: string) => `repeating-linear-gradient(135deg, ${color} 0 1.5px, transparent 1.5px 5px)`

const stripes = (color: string) => `repeating-linear-gradient(90deg, ${color} 0 3px, transparent 3px 5px)`

/** In forced colors a background is taken away unless it says that it has to stay. */
const forced = (background: string) => ({
  '@media (forced-colors: active)': {
    forcedColorAdjust: 'none' as const,
    backgroundColor: background,
    border: '1px solid CanvasText',
  },
})

/** Fills that tell the parts apart by more than their hue: full, striped, hatched, hollow, with an edge. */
export const useTones = makeStyles({
  active: { backgroundColor: tokens.colorPaletteBlueBorderActive, ...forced('Highlight') },
  again: {
    backgroundImage: stripes(tokens.colorPaletteBlueBorderActive),
    border: `1px solid ${tokens.colorPaletteBlueBorderActive}`,
  },
  fading: {
    backgroundImage: stripes(tokens.colorPalettePumpkinBorderActive),
    border: `1px solid ${tokens.colorPalettePumpkinBorderActive}`,
  },
  inactive: { backgroundColor: tokens.colorPalettePumpkinBorderActive, ...forced('CanvasText') },
  unknown: {
    backgroundImage: hatch(tokens.colorNeutralStrokeAccessible),
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  empty: {
    backgroundColor: 'transparent',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  freed: { backgroundColor: tokens.colorPaletteGreenBorderActive, ...forced('GrayText') },
  over: { backgroundColor: tokens.colorPaletteRedBorderActive, ...forced('Mark') },
})
