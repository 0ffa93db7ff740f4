import { useMemo } from 'react'
import { useBridge } from './bridge/context.tsx'
import { createQueries } from './queries.ts'

export function useQueries() {
  const bridge = useBridge()
  return useMemo(() => createQueries(bridge), [bridge])
}
