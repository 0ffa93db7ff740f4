import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    width: '100%',
    maxWidth: '560px',
  },
  // Switches and radios have room for a finger around them, by which they would stand behind the labels.
  part: {
    '& .fui-Switch, & .fui-RadioGroup': { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
  },
})

/** One group of settings. */
export function SettingsPanel({ children }: { children: ReactNode }) {
  return <div className={useStyles().panel}>{children}</div>
}

/** Settings that belong together. */
export function SettingsPart({ children }: { children: ReactNode }) {
  return <div className={useStyles().part}>{children}</div>
}
