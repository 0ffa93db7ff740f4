import { Notification, net, powerMonitor } from 'electron'
import type { EngineClient } from './engine/client.ts'
import { watchMachine } from './machine.ts'
import { createNotifier } from './notifications.ts'

/** Reports power and network to the engine. Returns the function that reports them to a new engine. */
export function reportMachine(engine: EngineClient): () => void {
  return watchMachine({
    power: powerMonitor,
    isOnline: () => net.isOnline(),
    onState: state => void engine.call('background.environment', state),
  })
}

/** Shows what needs a person, and a consent that has come, as notifications of the desktop. */
export function showNotifications(
  engine: EngineClient,
  { isWanted, open }: { isWanted: () => boolean; open: (hash: string) => void },
): void {
  // A notification whose object was garbage-collected no longer reports clicks.
  const shown = new Set<Notification>()
  const notify = createNotifier({
    isWanted: () => isWanted() && Notification.isSupported(),
    open,
    show: ({ title, body, onClick }) => {
      const notification = new Notification({ title, body })
      shown.add(notification)
      notification.on('click', onClick)
      notification.on('close', () => shown.delete(notification))
      notification.show()
    },
  })
  engine.on('attention.raised', notify)
  engine.on('consent.arrived', notify)
}
