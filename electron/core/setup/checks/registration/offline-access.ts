import { permissions } from '../../../datasets/permissions.ts'
import { idsOf, registrationCheck } from './registration.ts'

export const offlineAccess = registrationCheck({
  id: 'registration.offlineAccess',
  step: 'permissions',
  title: 'offline_access is selected',
  decide: application => {
    if (idsOf(application, 'Scope').includes(permissions.offline_access.id)) {
      return {
        status: 'pass',
        summary: 'offline_access is selected.',
        evidence: 'Delegated: offline_access.',
      }
    }
    return {
      status: 'warn',
      summary: 'The delegated permission offline_access is not selected.',
      fix: 'Under API permissions add offline_access as a delegated permission of Microsoft Graph.',
    }
  },
})
