import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useBridge } from '../../../bridge/context.tsx'
import { useQueries } from '../../../queries.ts'

/**
 * Has the browser save an exported file, where the app lives in one: the host offers it under an address that
 * works once. The desktop shows the file where it lies instead.
 */
export function useSaveFile(): { isBrowser: boolean; save: (file: string) => Promise<void> } {
  const bridge = useBridge()
  const host = useQuery(useQueries().host()).data
  const isBrowser = host?.kind === 'browser'
  const save = useCallback(
    async (file: string) => {
      const { download } = await bridge.call('host.saveExport', { file })
      if (download === null) return
      const link = document.createElement('a')
      link.href = download
      link.download = ''
      link.click()
    },
    [bridge],
  )
  return { isBrowser, save }
}
