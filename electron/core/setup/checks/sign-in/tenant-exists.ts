import { defineCheck, refusal } from '../check.ts'

export const tenantExists = defineCheck({
  id: 'tenant.exists',
  step: 'tenant',
  title: 'Tenant exists',
  after: 'tenantId',
  ask: ['openId'],
  decide: (_, { openId }) => {
    if (!openId.ok) return refusal(openId.error)
    const { tenantId, region } = openId.value
    const evidence = `The sign-in service knows it as ${tenantId}${region === null ? '' : ` in region ${region}`}.`
    return { status: 'pass', summary: 'The tenant exists.', evidence }
  },
})
