import { registrationCheck } from './registration.ts'

export const publicClient = registrationCheck({
  id: 'registration.publicClient',
  step: 'register',
  title: 'Public client flows are off',
  decide: ({ isFallbackPublicClient }) => {
    if (isFallbackPublicClient !== true) return { status: 'pass', summary: 'Public client flows are off.' }
    return {
      status: 'warn',
      summary: 'Public client flows are allowed, which an app with a secret must not need.',
      evidence: 'isFallbackPublicClient is true.',
      fix: 'Under Authentication set Allow public client flows to No.',
    }
  },
})
