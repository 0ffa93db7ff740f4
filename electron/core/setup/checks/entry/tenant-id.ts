import { readTenantId } from '../../../../contract/entry/identifiers.ts'
import { defineCheck } from '../check.ts'
import { fromHints } from './hints.ts'

export const tenantId = defineCheck({
  id: 'values.tenant',
  step: 'tenant',
  title: 'Tenant ID is well formed',
  after: 'values',
  ask: [],
  decide: ({ connector }) => {
    const { value, hints } = readTenantId(connector.tenantId)
    return fromHints(hints, value.includes('.') ? 'It is a domain name.' : 'It is a GUID.')
  },
})
