import { registrationCheck } from './registration.ts'

export const audience = registrationCheck({
  id: 'registration.audience',
  step: 'register',
  title: 'Registered for this tenant only',
  decide: ({ signInAudience }) => {
    const evidence = `signInAudience is ${signInAudience ?? 'not set'}.`
    if (signInAudience === 'AzureADMyOrg')
      return { status: 'pass', summary: 'Only this tenant can use the app.', evidence }
    return {
      status: 'warn',
      summary: 'Other tenants can use the app, too.',
      evidence,
      fix: 'Under Authentication choose the supported account types Accounts in this organizational directory only.',
    }
  },
})
