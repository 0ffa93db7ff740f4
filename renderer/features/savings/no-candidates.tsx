import { Link, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SavingsSummary } from '../../../electron/contract/savings/answers.ts'
import { useFormat } from '../../ui/format-context.tsx'

const classes = ['tooNew', 'inUse', 'leftOut', 'notJudged'] as const

type Props = { summary: SavingsSummary; onShowProducts: () => void }

/** Where no seat is a candidate: what the seats are instead. Nothing where there is one or no seat at all. */
export function NoCandidates({ summary: { lines, settings }, onShowProducts }: Props) {
  const { t } = useTranslation('savings')
  const format = useFormat()
  const sumOf = (key: (typeof classes)[number]) => lines.reduce((sum, line) => sum + line[key], 0)
  const shown = classes.map(key => ({ key, seats: sumOf(key) })).filter(({ seats }) => seats > 0)
  const isClaimed = lines.some(({ certain, strong, weak }) => certain + strong + weak > 0)
  if (isClaimed || shown.length === 0) return null
  const parts = shown.map(({ key, seats }) =>
    t(`noCandidates.${key}`, { count: seats, seats: format.integer(seats), days: settings.graceDays }),
  )
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        {parts.join(' ')} <Link onClick={onShowProducts}>{t('noCandidates.products')}</Link>
      </MessageBarBody>
    </MessageBar>
  )
}
