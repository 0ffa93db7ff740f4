import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format-context.tsx'

/** Words for a moment that is near: the time alone today, the day before it otherwise. */
export function useMoment(): (moment: string, now: number) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (moment, now) => {
    const time = format.clock(moment)
    const days = daysBetween(now, Date.parse(moment))
    if (days === 0) return t('background.today', { time })
    return days === 1 ? t('background.tomorrow', { time }) : format.time(moment)
  }
}

/** Midnights between two moments, as the clocks of this computer count them. */
function daysBetween(from: number, to: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0)
  return Math.round((midnight(to) - midnight(from)) / 86_400_000)
}
