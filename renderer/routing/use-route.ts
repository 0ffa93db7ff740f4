import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.ts'
import { nextEntry } from './use-trail.ts'

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  window.addEventListener('popstate', listener)
  return () => {
    window.removeEventListener('hashchange', listener)
    window.removeEventListener('popstate', listener)
  }
}

const currentHash = () => window.location.hash

export type Navigate = (route: Route, options?: { replace?: boolean }) => void

/** The current route and the way to another; `replace` keeps every typed letter out of the history. */
export function useRoute(): { route: Route; navigate: Navigate } {
  const hash = useSyncExternalStore(subscribe, currentHash)
  const route = useMemo(() => parseRoute(hash), [hash])
  const navigate = useCallback<Navigate>((next, { replace = false } = {}) => {
    const address = formatRoute(next)
    if (address === window.location.hash) return
    if (replace) window.history.replaceState(window.history.state, '', address)
    else window.history.pushState(nextEntry(), '', address)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, [])
  return { route, navigate }
}
