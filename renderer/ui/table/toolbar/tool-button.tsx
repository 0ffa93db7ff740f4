import { Button, makeStyles } from '@fluentui/react-components'
import type { ComponentProps } from 'react'

/** Where tools have no room for their words; `Toolbar` is the container that is asked. */
const narrow = '@container (max-width: 959px)'
/** Where not even the one that is used most has. */
const tiny = '@container (max-width: 639px)'

const small = { minWidth: '32px', paddingLeft: '5px', paddingRight: '5px' } as const

const useStyles = makeStyles({
  button: { [narrow]: small, '& .fui-Button__icon': { [narrow]: { marginRight: 0 } } },
  label: { [narrow]: { display: 'none' } },
  lastingButton: { [tiny]: small, '& .fui-Button__icon': { [tiny]: { marginRight: 0 } } },
  lastingLabel: { [tiny]: { display: 'none' } },
})

type Props = ComponentProps<typeof Button> & {
  label: string
  /** Keeps its word longer than the others. */
  lasts?: boolean
}

/** A tool of a table: with its word, and as its picture alone where the toolbar is narrow. */
export function ToolButton({ label, lasts = false, ...props }: Props) {
  const styles = useStyles()
  return (
    <Button
      {...props}
      appearance="subtle"
      className={lasts ? styles.lastingButton : styles.button}
      aria-label={label}
      title={label}
    >
      <span className={lasts ? styles.lastingLabel : styles.label}>{label}</span>
    </Button>
  )
}
