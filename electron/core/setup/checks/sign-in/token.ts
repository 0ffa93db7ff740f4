import { defineCheck, refusal } from '../check.ts'

export const token = defineCheck({
  id: 'token',
  step: 'secret',
  title: 'Sign-in works',
  after: 'tenant',
  ask: ['token'],
  decide: (_, { token: answer }) => {
    if (!answer.ok) return refusal(answer.error)
    return {
      status: 'pass',
      summary: 'Tenant ID, client ID and credential belong together.',
      evidence: `A token was issued, valid until ${new Date(answer.value.expiresAt).toISOString().slice(11, 16)} UTC.`,
    }
  },
})
