import type { BackgroundState } from '../contract/background.ts'
import type { Settings } from '../contract/settings.ts'
import type { EngineClient } from './engine/client.ts'

type Ports = {
  onSettings: (settings: Settings) => void
  /** Null while no engine runs. */
  onBackground: (state: BackgroundState | null) => void
  /** An engine answers, for the first time or again. */
  onOpen: () => void
  /** An engine answers, or no longer does. */
  onConnection: (isOpen: boolean) => void
}

/** Keeps up with what the engine knows: asks whenever an engine has been started, and listens from then on. */
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
  engine.onConnection(isOpen => {
    onConnection(isOpen)
    if (isOpen) opened()
    else onBackground(null)
  })
  if (engine.isOpen()) opened()
}
