import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Settings, SettingsChange } from '../../../electron/contract/settings.ts'
import { CallFailure } from '../../bridge/bridge.ts'
import { useBridge } from '../../bridge/context.tsx'
import { queryKeys, useQueries } from '../../queries.ts'

/**
 * A change on its way: what is to be different, and the field at which its outcome is told, as `schedule.at`.
 */
export type FieldChange = { field: string; change: SettingsChange }

export type SettingsEditor = {
  settings: Settings
  save(field: string, change: SettingsChange): void
  /** The field whose change was saved a moment ago. */
  savedField: string | null
  /** What is to be said at the field, null when all is well. */
  problemAt(field: string): string | null
}

const savedShownMs = 2500

/** The settings, and each change of them saved at once. Null while they are not there yet. */
export function useSettingsEditor(): {
  editor: SettingsEditor | null
  error: Error | null
  retry: () => void
} {
  const bridge = useBridge()
  const client = useQueryClient()
  const settings = useQuery(useQueries().settings())
  const [savedField, setSavedField] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: ({ change }: FieldChange) => bridge.call('settings.change', change),
    onMutate: () => setSavedField(null),
    onSuccess: (changed, { field }) => {
      client.setQueryData(queryKeys.settings, changed)
      setSavedField(field)
    },
  })
  useEffect(() => {
    if (savedField === null) return undefined
    const timer = setTimeout(() => setSavedField(null), savedShownMs)
    return () => clearTimeout(timer)
  }, [savedField])
  const problem = save.error === null ? null : { error: save.error, field: save.variables?.field ?? '' }
  const retry = () => void settings.refetch()
  if (settings.data === undefined) return { editor: null, error: settings.error, retry }
  const editor: SettingsEditor = {
    settings: settings.data,
    save: (field, change) => save.mutate({ field, change }),
    savedField,
    problemAt: field =>
      problem !== null && fieldOf(problem.error, problem.field) === field ? sentenceOf(problem.error) : null,
  }
  return { editor, error: null, retry }
}

/** The engine names the field where another one is to blame than the one that was changed. */
function fieldOf(error: Error, changed: string): string {
  return (error instanceof CallFailure ? error.wire.detail['field'] : undefined) ?? changed
}

function sentenceOf(error: Error): string {
  return error instanceof CallFailure ? `${error.wire.message} ${error.wire.fix}` : error.message
}
