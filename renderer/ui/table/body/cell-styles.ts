import { makeStyles, tokens } from '@fluentui/react-components'

/** What the head, the rows and the line of totals share, so that their columns stand under each other. */
export const useCellStyles = makeStyles({
  cell: {
    flexGrow: 0,
    flexShrink: 0,
    minWidth: 0,
    height: '100%',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    padding: `0 ${tokens.spacingHorizontalS}`,
    backgroundColor: 'inherit',
    whiteSpace: 'nowrap',
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', lineHeight: '17px' },
  under: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontSize: '11px',
    lineHeight: '13px',
    color: tokens.colorNeutralForeground3,
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  date: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
  missing: { color: tokens.colorNeutralForeground3, fontStyle: 'italic' },
  stays: { position: 'sticky', zIndex: 1 },
  selector: {
    flexGrow: 0,
    flexShrink: 0,
    height: '100%',
    boxSizing: 'border-box',
    display: 'grid',
    placeItems: 'center',
    position: 'sticky',
    left: 0,
    zIndex: 1,
    backgroundColor: 'inherit',
  },
  box: {
    margin: 0,
    width: '16px',
    height: '16px',
    accentColor: tokens.colorCompoundBrandBackground,
  },
})
