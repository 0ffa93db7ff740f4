import { Input, type InputProps } from '@fluentui/react-components'
import { useEffect, useState } from 'react'

type Props = Omit<InputProps, 'value' | 'onChange' | 'type'> & {
  value: string
  onCommit: (value: string) => void
}

/** A text that counts once it is left or Enter is pressed, so that nothing half typed is saved. */
export function CommittedInput({ value, onCommit, kind, ...rest }: Props & { kind: 'text' | 'time' }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const commit = () => {
    // A time that is only partly typed is empty to the browser.
    if (kind === 'time' && typed === '') setTyped(value)
    else if (typed !== value) onCommit(typed)
  }
  return (
    <Input
      {...rest}
      type={kind}
      value={typed}
      onChange={(_event, data) => setTyped(data.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') commit()
      }}
    />
  )
}
