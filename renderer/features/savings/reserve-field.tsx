import { Input } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavingsSettingsInput } from '../../../electron/contract/savings/answers.ts'
import { useSavingsChange } from '../../savings-queries.ts'

type Props = { connector: string; settings: SavingsSettingsInput; skuId: string; product: string }

/** How many unassigned seats of a product are kept on purpose; they count as unneeded in no figure. */
export function ReserveField({ connector, settings, skuId, product }: Props) {
  const { t } = useTranslation('savings')
  const change = useSavingsChange('savings.changeSettings', connector)
  const stored = settings.reserve[skuId] ?? 0
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? String(stored)
  const isWrong = !/^\d{0,6}$/.test(text.trim())
  const save = () => {
    if (typed === null || isWrong) return
    const seats = Number(typed.trim())
    const { [skuId]: _, ...others } = settings.reserve
    const reserve = seats === 0 ? others : { ...others, [skuId]: seats }
    if (seats === stored) setTyped(null)
    else change.mutate({ connector, settings: { ...settings, reserve } }, { onSuccess: () => setTyped(null) })
  }
  return (
    <Input
      size="small"
      aria-label={t('balance.reserveOf', { product })}
      aria-invalid={isWrong || change.isError}
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
