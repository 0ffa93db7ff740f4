import { useQuery } from '@tanstack/react-query'
import { useBridge } from '../../../bridge/context.tsx'
import { useQueries } from '../../../queries.ts'

/**
 * Opens a page of Microsoft's in the person's browser: the desktop host does it, a browser opens a new tab,
 * which it allows for a moment after a click.
 */
export function useOpenPage(): (address: string) => void {
  const bridge = useBridge()
  const host = useQuery(useQueries().host())
  return address => {
    if (host.data?.kind !== 'desktop') {
      window.open(address, '_blank', 'noopener,noreferrer')
      return
    }
    // Whatever goes wrong, the same page can be opened again; nothing else depends on it.
    void bridge.call('host.openLink', { url: address }).catch(() => undefined)
  }
}
