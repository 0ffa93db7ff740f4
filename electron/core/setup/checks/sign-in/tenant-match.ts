import { z } from 'zod'
import { defineCheck, refusal, skip } from '../check.ts'

const Organizations = z.looseObject({
  value: z.array(z.looseObject({ id: z.string(), displayName: z.string().nullish().catch(null) })),
})

/**
 * Compares where sign-in leads with the tenant that was entered: by the organization itself, else by what the
 * token says.
 */
export const tenantMatch = defineCheck({
  id: 'tenant.match',
  step: 'tenant',
  title: 'Sign-in leads to this tenant',
  after: 'signIn',
  ask: ['openId', 'token', 'data.organization'],
  decide: (_, { openId, token, 'data.organization': organization }) => {
    if (!openId.ok) return refusal(openId.error)
    if (!token.ok) return refusal(token.error)
    const { tenantId } = openId.value
    const found = organization.ok ? Organizations.safeParse(organization.value).data?.value[0] : undefined
    const actual = (found?.id ?? token.value.tenantId)?.toLowerCase() ?? null
    if (actual === null) return skip('Neither the organization nor the token can be read.')
    const source = found === undefined ? 'The token' : 'Microsoft Graph'
    const evidence = `${source} names tenant ${actual}${found?.displayName ? ` (${found.displayName})` : ''}.`
    if (actual === tenantId) {
      return { status: 'pass', summary: 'Sign-in leads to the tenant that was entered.', evidence }
    }
    return {
      status: 'fail',
      summary: 'Sign-in leads to another tenant than the one that was entered.',
      evidence: `${evidence} Entered: ${tenantId}.`,
      fix: 'Copy Directory (tenant) ID from the Overview page of the app registration and enter it again.',
    }
  },
})
