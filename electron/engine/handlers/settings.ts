import type { Handlers } from '../../contract/rpc/wire.ts'
import type { Services } from '../services.ts'

export function settingsHandlers({
  settings,
}: Pick<Services, 'settings'>): Pick<Handlers, 'settings.get' | 'settings.change'> {
  return {
    'settings.get': () => settings.get(),
    'settings.change': change => settings.change(change),
  }
}
