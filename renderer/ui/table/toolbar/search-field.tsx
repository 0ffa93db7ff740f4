import { SearchBox } from '@fluentui/react-components'
import { useEffect, useState } from 'react'

/** Long enough for a hand that types, short enough for an eye that waits. */
const typingPauseMs = 200

type Props = {
  className: string
  label: string
  value: string
  onChange: (text: string) => void
}

/** Asks once the person has paused, and follows the address when that changes from elsewhere. */
export function SearchField({ className, label, value, onChange }: Props) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setText(value)
  }
  useEffect(() => {
    if (text === value) return undefined
    const timer = setTimeout(() => onChange(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <SearchBox
      className={className}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(_event, data) => setText(data.value)}
    />
  )
}
