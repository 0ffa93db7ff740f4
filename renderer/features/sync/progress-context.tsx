import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useBridge } from '../../bridge/context.tsx'
import { createProgressStore, type ProgressStore, type RunProgress } from './progress-store.ts'

const ProgressContext = createContext<ProgressStore | null>(null)

export function ProgressProvider({ children }: { children: ReactNode }) {
  const bridge = useBridge()
  const store = useMemo(() => createProgressStore(bridge), [bridge])
  useEffect(() => store.listen(), [store])
  return <ProgressContext.Provider value={store}>{children}</ProgressContext.Provider>
}

/** Throws outside of a provider, see `useBridge`. */
export function useProgress(connector: string): RunProgress {
  const store = useContext(ProgressContext)
  if (store === null) throw new Error('A component was shown outside of ProgressProvider.')
  return useSyncExternalStore(store.subscribe, () => store.of(connector))
}
