import { permissions } from '../../../datasets/permissions.ts'
import { idsOf, registrationCheck } from './registration.ts'

export const userRead = registrationCheck({
  id: 'registration.userRead',
  step: 'permissions',
  title: 'User.Read is cleared',
  decide: application => {
    if (!idsOf(application, 'Scope').includes(permissions['User.Read'].id)) {
      return { status: 'pass', summary: 'User.Read is not selected.' }
    }
    return {
      status: 'warn',
      summary:
        'The delegated permission User.Read is still selected. It does no harm, and the app never needs it.',
      evidence: 'Delegated: User.Read.',
      fix: 'Under API permissions remove User.Read.',
    }
  },
})
