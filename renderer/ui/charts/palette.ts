import { tokens } from '@fluentui/react-components'

/**
 * Colors of lines in their order. They differ in lightness as well as in hue, so that they stay apart for
 * whoever sees no red or no green, and follow the theme.
 */
export const lineColors = [
  tokens.colorPaletteBlueBorderActive,
  tokens.colorPalettePumpkinBorderActive,
  tokens.colorPaletteSteelBorderActive,
  tokens.colorPaletteGrapeBorderActive,
  tokens.colorPaletteBrassBorderActive,
  tokens.colorPaletteAnchorBorderActive,
] as const

/** The color of the line at a place; more lines than colors begin again. */
export function lineColor(index: number): string {
  return lineColors[index % lineColors.length] ?? lineColors[0]
}
