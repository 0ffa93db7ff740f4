import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'

type Open = () => void

/** Knows the export menu that is on screen, so that it can be opened from elsewhere. */
type ShownExport = {
  /** Null while no table is on screen. */
  current(): Open | null
  /** Offers a menu until the returned function is called. */
  offer(open: Open): () => void
  subscribe(listener: () => void): () => void
}

const ShownExportContext = createContext<ShownExport | null>(null)

export function ShownExportProvider({ children }: { children: ReactNode }) {
  const shown = useMemo(createShownExport, [])
  return <ShownExportContext.Provider value={shown}>{children}</ShownExportContext.Provider>
}

function createShownExport(): ShownExport {
  const listeners = new Set<() => void>()
  let menus: readonly Open[] = []
  const change = (next: readonly Open[]) => {
    menus = next
    for (const listener of listeners) listener()
  }
  return {
    current: () => menus.at(-1) ?? null,
    offer: open => {
      change([...menus, open])
      return () => change(menus.filter(one => one !== open))
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Offers the menu of a table for as long as it is drawn. */
export function useOfferedExport(open: Open): void {
  const shown = useContext(ShownExportContext)
  useEffect(() => shown?.offer(open), [shown, open])
}

/** Opens the export menu of the table that is on screen; null where there is none. */
export function useShownExport(): Open | null {
  const shown = useContext(ShownExportContext)
  return useSyncExternalStore(shown?.subscribe ?? never, () => shown?.current() ?? null)
}

const never = () => () => undefined
