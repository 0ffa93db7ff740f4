/** Bodies as Microsoft sends them, for measuring how fast they are parsed and staged. */

const reportColumns = [
  'Report Refresh Date',
  'User Principal Name',
  'Display Name',
  'Is Deleted',
  'Deleted Date',
  'Last Activity Date',
  'Send Count',
  'Receive Count',
  'Read Count',
  'Meeting Created Count',
  'Meeting Interacted Count',
  'Assigned Products',
  'Report Period',
]

/** The mail activity of so many people, as CSV with a byte order mark and CRLF. */
export function mailReport(people: number): Buffer {
  const lines = Array.from({ length: people }, (_, person) => {
    const day = `2026-11-${String((person % 20) + 1).padStart(2, '0')}`
    const counts = [person % 300, person % 700, person % 500, person % 10, person % 20]
    const name = `Person Number ${person}`
    const key = `person.number${person}@contoso.onmicrosoft.com`
    return ['2026-11-21', key, name, 'False', '', day, ...counts, 'OFFICE 365 E5+VISIO PLAN 2', 30].join(',')
  })
  return Buffer.from(`\uFEFF${[reportColumns.join(','), ...lines].join('\r\n')}\r\n`)
}

const products = ['06ebc4ee-1bb5-47dd-8120-11324bc54e06', 'f30db892-07e9-47e9-837c-80727f46fd3d']
const servicePlan = '113feb6c-3fe4-4440-bddc-54d774bf0318'

/** A page of people with everything that is selected, two products each. */
export function peoplePage(first: number, people: number): Buffer {
  const value = Array.from({ length: people }, (_, index) => personOf(first + index))
  return Buffer.from(
    JSON.stringify({ '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users', value }),
  )
}

function personOf(person: number) {
  const key = `Person.Number${person}@contoso.onmicrosoft.com`
  return {
    id: `6e7b768e-07e2-4810-8459-${String(person).padStart(12, '0')}`,
    userPrincipalName: key,
    displayName: `Person Number ${person}`,
    mail: key.toLowerCase(),
    accountEnabled: true,
    userType: 'Member',
    department: 'Sales',
    jobTitle: 'Account Manager',
    companyName: null,
    officeLocation: '18/2111',
    city: 'Berlin',
    country: 'Germany',
    usageLocation: 'DE',
    createdDateTime: '2022-03-04T10:11:12Z',
    employeeId: String(person),
    onPremisesSyncEnabled: null,
    isResourceAccount: null,
    assignedLicenses: products.map((skuId, index) => ({
      skuId,
      disabledPlans: index === 0 ? [] : [servicePlan],
    })),
    licenseAssignmentStates: products.map((skuId, index) => ({
      skuId,
      disabledPlans: index === 0 ? [] : [servicePlan],
      assignedByGroup: index === 0 ? null : '22222222-07e9-47e9-837c-80727f46fd3d',
      state: 'Active',
      error: 'None',
      lastUpdatedDateTime: '2023-01-01T00:00:00Z',
    })),
  }
}
