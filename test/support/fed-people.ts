import { guidOf, skuIdOf } from './fed-products.ts'
import type { FedUser } from './simulator/fed-directory.ts'

type PersonWish = Readonly<Record<string, unknown>> & {
  /** `ada@contoso.example`. */
  userPrincipalName: string
  /** Part numbers of products that are assigned directly. */
  licenses?: readonly string[]
}

/** An enabled member by user principal name; all other properties as Graph names them. */
export function person({ licenses = [], ...properties }: PersonWish): FedUser {
  const { userPrincipalName } = properties
  const id = guidOf(userPrincipalName)
  const skuIds = licenses.map(skuIdOf)
  return {
    id,
    displayName: userPrincipalName.split('@')[0],
    mail: userPrincipalName,
    accountEnabled: true,
    userType: 'Member',
    usageLocation: 'DE',
    createdDateTime: '2024-02-01T08:00:00Z',
    assignedLicenses: skuIds.map(skuId => ({ skuId, disabledPlans: [] })),
    licenseAssignmentStates: skuIds.map(skuId => ({
      skuId,
      assignedByGroup: null,
      disabledPlans: [],
      state: 'Active',
      error: 'None',
      lastUpdatedDateTime: '2024-02-01T09:00:00Z',
    })),
    ...properties,
  }
}
