import type { Engine } from '../contract/rpc/wire.ts'

/**
 * Syncs every connector, one after the other. How each ended the engine tells by its events; a connector that is being synced already
 * is left to that sync.
 */
export async function syncAll(engine: Pick<Engine, 'call'>): Promise<void> {
  const connectors = await engine.call('connectors.list', {})
  if (!connectors.ok) return
  for (const { id } of connectors.value) await engine.call('sync.start', { connector: id })
}
