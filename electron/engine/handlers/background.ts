import type { Handlers } from '../../contract/rpc/wire.ts'
import type { Background } from '../background/service.ts'

type Methods = 'background.state' | 'background.pause' | 'background.resume' | 'background.environment'

export function backgroundHandlers(background: Background): Pick<Handlers, Methods> {
  return {
    'background.state': () => background.state(),
    'background.pause': ({ until }) => background.pause(until),
    'background.resume': () => background.resume(),
    'background.environment': async machine => {
      background.setMachine(machine)
      return {}
    },
  }
}
