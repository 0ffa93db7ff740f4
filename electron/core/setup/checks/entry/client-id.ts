import { compareIds, readClientId, readTenantId } from '../../../../contract/entry/identifiers.ts'
import { defineCheck } from '../check.ts'
import { fromHints } from './hints.ts'

export const clientId = defineCheck({
  id: 'values.client',
  step: 'clientId',
  title: 'Client ID is well formed',
  after: 'values',
  ask: [],
  decide: ({ connector }) => {
    const { value, hints } = readClientId(connector.clientId)
    return fromHints(
      [...hints, ...compareIds(readTenantId(connector.tenantId).value, value)],
      'It is a GUID.',
    )
  },
})
