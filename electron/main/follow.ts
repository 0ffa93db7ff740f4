import type { BackgroundState } from '../contract/background.ts'
import type { EngineState } from '../contract/host.ts'
import type { Settings } from '../contract/settings.ts'
import type { EngineClient } from './engine/client.ts'

type Ports = {
  onSettings: (settings: Settings) => void
  /** Null while an engine is being started, `stopped` while none is started any more. */
  onBackground: (state: BackgroundState | 'stopped' | null) => void
  /** An engine answers, for the first time or again. */
  onOpen: () => void
  /** An engine answers, or no longer does. */
  onConnection: (state: EngineState) => void
}

/**
 * Keeps up with what the engine knows: asks whenever an engine has been started, and listens from then on.
 */
export function followEngine(
  engine: EngineClient,
  { onSettings, onBackground, onOpen, onConnection }: Ports,
): void {
  engine.on('settings.changed', onSettings)
  engine.on('background.changed', onBackground)
  const ask = async () => {
    const [settings, state] = await Promise.all([
      engine.call('settings.get', {}),
      engine.call('background.state', {}),
    ])
    if (settings.ok) onSettings(settings.value)
    if (state.ok) onBackground(state.value)
  }
  const opened = () => {
    onOpen()
    void ask()
  }
  engine.onConnection(state => {
    onConnection(state)
    if (state.open) opened()
    else onBackground(state.failure === null ? null : 'stopped')
  })
  if (engine.state().open) opened()
}
