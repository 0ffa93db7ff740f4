import { useTranslation } from 'react-i18next'
import type { SavingsSettingsInput, TrustLine } from '../../../../electron/contract/savings/answers.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { SeatsField } from './seats-field.tsx'

type Props = { connector: string; line: TrustLine }

/** How many unassigned seats of a product are kept on purpose; they count as unneeded in no figure. */
export function ReserveField({
  connector,
  line: { skuId, productName },
  settings,
}: Props & { settings: SavingsSettingsInput }) {
  const { t } = useTranslation('savings')
  const change = useSavingsChange('savings.changeSettings', connector)
  const save = (seats: number, onDone: () => void) => {
    const { [skuId]: _, ...others } = settings.reserve
    const reserve = seats === 0 ? others : { ...others, [skuId]: seats }
    change.mutate({ connector, settings: { ...settings, reserve } }, { onSuccess: onDone })
  }
  return (
    <SeatsField
      label={t('balance.reserveOf', { product: productName })}
      stored={settings.reserve[skuId] ?? 0}
      hasFailed={change.isError}
      onSave={save}
    />
  )
}

/** For how many users who are to come a product is asked for. */
export function JoinersField({
  connector,
  line: { skuId, productName, demand },
}: {
  connector: string
  line: Pick<TrustLine, 'skuId' | 'productName' | 'demand'>
}) {
  const { t } = useTranslation('savings')
  const change = useSavingsChange('savings.setJoiners', connector)
  return (
    <SeatsField
      label={t('balance.joinersOf', { product: productName })}
      stored={demand.joiners}
      hasFailed={change.isError}
      onSave={(seats, onDone) => change.mutate({ connector, skuId, seats }, { onSuccess: onDone })}
    />
  )
}
