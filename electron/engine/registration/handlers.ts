import type { Handlers } from '../../contract/rpc/wire.ts'
import { toWindowWire } from '../../core/errors.ts'
import { signInFailure } from '../../core/identity/signin-failure.ts'
import type { RegistrationService } from './service.ts'

type Methods =
  | 'registration.begin'
  | 'registration.state'
  | 'registration.answer'
  | 'registration.undo'
  | 'rotation.pending'
  | 'signIn.explain'

export function registrationHandlers(registration: RegistrationService): Pick<Handlers, Methods> {
  return {
    'registration.begin': request => registration.begin(request),
    'registration.state': async () => registration.state(),
    'registration.answer': ({ id, answer }) => registration.answer(id, answer),
    'registration.undo': ({ id }) => registration.undo(id),
    'rotation.pending': () => registration.pending(),
    'signIn.explain': async ({ text }) => {
      const [, digits] = /(?:^|AADSTS|\D)(\d{4,9})(?!\d)/i.exec(text) ?? []
      if (digits === undefined) return null
      return toWindowWire(signInFailure(400, { error_description: `AADSTS${digits}` }))
    },
  }
}
