import type { Service } from '../service.ts'

/** Counts calls per report function; Microsoft allows 14 in ten minutes. */
export type Quota = {
  /** Seconds to wait before the function may be asked again, 0 when the call is within the limit and counted. */
  secondsToWait(name: string): number
}

const callsAllowed = 14
const windowMs = 600_000

export function createQuota(service: Service): Quota {
  const calls = new Map<string, number[]>()
  return {
    secondsToWait: name => {
      if (!service.settings.quota) return 0
      const now = service.now()
      const recent = (calls.get(name) ?? []).filter(at => at > now - windowMs)
      const [oldest = now] = recent
      if (recent.length >= callsAllowed) return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000))
      calls.set(name, [...recent, now])
      return 0
    },
  }
}
