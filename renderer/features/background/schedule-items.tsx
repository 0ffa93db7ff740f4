import {
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { BackgroundState } from '../../../electron/contract/background.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useBackground, usePause } from './use-background.ts'

const hourMs = 3_600_000

/** When the next scheduled sync comes or what it waits for, with the way to pause and to the settings. */
export function ScheduleItems({ onSettings }: { onSettings: () => void }) {
  const { t } = useTranslation()
  const text = useScheduleText()
  const state = useBackground()
  if (state === null || text === null) return null
  return (
    <MenuGroup>
      <MenuGroupHeader>{text}</MenuGroupHeader>
      <PauseItems state={state} />
      <MenuItem onClick={onSettings}>{t('background.settings')}</MenuItem>
    </MenuGroup>
  )
}

/** When the next scheduled sync comes, in the words of every screen; null while that is not known. */
export function useScheduleText(): string | null {
  const { t } = useTranslation()
  const state = useBackground()
  const now = useNow()
  const moment = useMoment()
  return state === null ? null : scheduleText(state, t, at => moment(at, now), now)
}

/** What can be done about the schedule here; nothing while there is none. */
function PauseItems({ state }: { state: BackgroundState }) {
  const { t } = useTranslation()
  const { pause, resume } = usePause()
  if (!state.paused && state.nextRunAt === null && state.waitingFor === null) return null
  return (
    <>
      {state.paused ? (
        <MenuItem onClick={resume}>{t('background.resume')}</MenuItem>
      ) : (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <MenuItem>{t('background.pause')}</MenuItem>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={() => pause(new Date(Date.now() + hourMs).toISOString())}>
                {t('background.pauseHour')}
              </MenuItem>
              <MenuItem onClick={() => pause(tomorrow(Date.now()))}>{t('background.pauseDay')}</MenuItem>
              <MenuItem onClick={() => pause(null)}>{t('background.pauseOpen')}</MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </>
  )
}

/** The schedule in a few words. */
function scheduleText(
  state: BackgroundState,
  t: TFunction,
  moment: (at: string) => string,
  now: number,
): string {
  if (state.pausedUntil !== null) return t('background.pausedUntil', { when: moment(state.pausedUntil) })
  if (state.paused) return t('background.paused')
  if (state.waitingFor !== null) return t(`background.waiting.${state.waitingFor}`)
  if (state.nextRunAt === null) return t('background.off')
  if (Date.parse(state.nextRunAt) <= now) return t('background.soon')
  return t('background.next', { when: moment(state.nextRunAt) })
}

/** The next midnight of this computer's clocks, ISO 8601 UTC. */
function tomorrow(now: number): string {
  const day = new Date(now)
  day.setHours(24, 0, 0, 0)
  return day.toISOString()
}

/** Words for a moment that is near: the time alone today, the day before it otherwise. */
function useMoment(): (moment: string, now: number) => string {
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
