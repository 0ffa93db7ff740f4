import { useEffect, useState } from 'react'

/** Nothing flickers for work that is done at once: a spinner or skeleton waits this long. */
const patienceMs = 150

/** True once `wanted` has been true for a moment. */
export function useDelayed(wanted: boolean): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!wanted) return setLate(false)
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [wanted])
  return wanted && isLate
}
