import type { BackgroundState } from '../../contract/background.ts'
import { type Finding, unreported } from '../../core/schedule/attention.ts'
import type { BackgroundMemory } from '../../platform/files/store/background-store.ts'
import type { VersionedFile } from '../../platform/files/store/versioned-file.ts'
import type { Services } from '../services.ts'

/** Notifies hosts and windows of what has changed, and a person of what to act upon. */
export type Notifier = {
  /** Publishes the state unless it is the one that was published last. */
  publish(state: BackgroundState): void
  /** Raises what has a cause that was never reported, not even before a restart. */
  raise(findings: readonly Finding[]): Promise<void>
}

export function createNotifier(
  { events, log }: Pick<Services, 'events' | 'log'>,
  memory: VersionedFile<BackgroundMemory>,
): Notifier {
  let published = ''
  return {
    publish: state => {
      const text = JSON.stringify(state)
      if (text === published) return
      published = text
      events.emit('background.changed', state)
    },
    raise: async findings => {
      const { value } = await memory.read()
      const { raise, reported } = unreported(findings, value.told)
      if (sameTexts(reported, value.told)) return
      // Remembered first: to be silent once too often is better than to nag at every start.
      await memory.update(current => ({ ...current, told: reported }))
      for (const attention of raise) {
        log.info('attention.raised', { kind: attention.kind, connector: attention.connector })
        events.emit('attention.raised', attention)
      }
    },
  }
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every(text => b.includes(text))
}
