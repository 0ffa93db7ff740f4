import { makeStyles, tokens } from '@fluentui/react-components'

/** Four steps of one hue, the darkest first, and what stands without one. */
export const useHeatStyles = makeStyles({
  cell: {
    display: 'block',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusSmall,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  number: { textAlign: 'right' },
  first: { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand },
  second: { backgroundColor: tokens.colorBrandStroke2, color: tokens.colorNeutralForeground1 },
  third: { backgroundColor: tokens.colorBrandBackground2Hover, color: tokens.colorNeutralForeground1 },
  fourth: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1 },
  none: { color: tokens.colorNeutralForeground2 },
  // Within a shade a link keeps its colour; that it is one shows when it is pointed at.
  link: {
    display: 'block',
    textAlign: 'inherit',
    color: 'inherit',
    ':hover': { color: 'inherit' },
    ':hover:active': { color: 'inherit' },
    // The usual line under a focused link is not seen on the darkest shade.
    ':focus-visible': {
      textDecorationLine: 'none',
      outline: `${tokens.strokeWidthThick} solid currentColor`,
      outlineOffset: '-1px',
      borderRadius: tokens.borderRadiusSmall,
    },
  },
  blank: { color: tokens.colorNeutralForeground3 },
  never: { border: `1px solid ${tokens.colorPaletteRedBorder2}`, color: tokens.colorPaletteRedForeground1 },
})
