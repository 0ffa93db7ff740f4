import { useEffect, useState } from 'react'

/** Often enough for words such as "12 minutes ago". */
const usuallyEveryMs = 30_000

/** The time, milliseconds since the epoch, looked at again and again. */
export function useNow(everyMs = usuallyEveryMs): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
