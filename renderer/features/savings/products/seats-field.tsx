import { Input } from '@fluentui/react-components'
import { useState } from 'react'

type Props = {
  /** What the field is about, for readers. */
  label: string
  stored: number
  hasFailed: boolean
  onSave: (seats: number, onDone: () => void) => void
}

/** A number of seats that is kept with Enter or by leaving the field; Escape takes back what was typed. */
export function SeatsField({ label, stored, hasFailed, onSave }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? String(stored)
  const isWrong = !/^\d{0,6}$/.test(text.trim())
  const save = () => {
    if (typed === null || isWrong) return
    const seats = Number(typed.trim())
    if (seats === stored) setTyped(null)
    else onSave(seats, () => setTyped(null))
  }
  return (
    <Input
      size="small"
      aria-label={label}
      aria-invalid={isWrong || hasFailed}
      style={{ width: '64px' }}
      input={{ style: { textAlign: 'end' }, inputMode: 'numeric' }}
      value={text}
      onChange={(_, { value }) => setTyped(value)}
      onBlur={save}
      onKeyDown={({ key }) => {
        if (key === 'Enter') save()
        if (key === 'Escape') setTyped(null)
      }}
    />
  )
}
