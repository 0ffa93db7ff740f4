import type { ChangesAnswer } from '../../../electron/contract/pages/changes.ts'
import type { ProductPage } from '../../../electron/contract/pages/product.ts'
import type { Renewal } from '../../../electron/contract/pages/renewals.ts'
import type { UserPage } from '../../../electron/contract/pages/user.ts'

export const userId = '0a000000-0000-4000-8000-000000000001'
export const skuId = '06ebc4ee-1bb5-47dd-8120-11324bc54e06'

/** A user as the engine answers, with something in every part of the page. */
export function userPage(changes: Partial<UserPage> = {}): UserPage {
  return {
    userId,
    userPrincipalName: 'abigail.baker@contoso.example',
    displayName: 'Abigail Baker',
    mail: 'abigail.baker@contoso.example',
    accountEnabled: 0,
    disabledSince: '2026-11-02T05:00:00Z',
    userType: 'Member',
    department: 'Sales',
    jobTitle: 'Account Manager',
    companyName: null,
    officeLocation: 'A/1.10',
    city: 'Leeds',
    country: null,
    usageLocation: 'GB',
    createdAt: '2021-03-01T08:00:00Z',
    onPremisesSync: 1,
    isResourceAccount: null,
    leftOut: [
      {
        exclusionId: 7,
        reason: 'leave',
        note: 'Back in spring',
        endsOn: '2027-01-31',
        isReview: false,
        about: null,
        isOwn: true,
      },
    ],
    entraUrl: 'https://entra.microsoft.com/#view/user',
    signIns: {
      state: 'known',
      lastInteractiveAt: '2026-10-30T08:00:00Z',
      lastNonInteractiveAt: '2026-11-01T08:00:00Z',
      lastSuccessfulAt: null,
    },
    licenses: [
      {
        skuId,
        partNumber: 'SPE_E5',
        productName: 'Microsoft 365 E5',
        isHeld: true,
        ways: [
          { groupId: null, state: 'Active', error: null, updatedAt: '2022-01-01T00:00:00Z' },
          { groupId: '77777777-7777-4777-8777-777777777777', state: 'Active', error: null, updatedAt: null },
        ],
        plansOff: ['Sway', 'Kaizala'],
      },
    ],
    use: {
      state: 'known',
      until: '2026-11-21',
      apps: [
        {
          app: 'teams',
          lastActivityDate: '2026-10-30',
          reportRefreshDate: '2026-11-21',
          days: ['2026-10-23', '2026-10-30'],
          platforms: ['windows'],
        },
      ],
    },
    activations: [
      {
        productType: 'MICROSOFT 365 APPS FOR ENTERPRISE',
        platform: 'windows',
        activations: 2,
        lastActivatedDate: '2026-05-01',
      },
    ],
    changes: [
      {
        at: '2026-11-02T05:00:00Z',
        kind: 'user_changed',
        skuId: null,
        productName: null,
        fromProductName: null,
        detail: 'account_enabled, department',
      },
      {
        at: '2026-02-01T05:00:00Z',
        kind: 'license_swapped',
        skuId,
        productName: 'Microsoft 365 E5',
        fromProductName: 'Microsoft 365 E3',
        detail: null,
      },
    ],
    ...changes,
  }
}

export function productPage(changes: Partial<ProductPage> = {}): ProductPage {
  return {
    skuId,
    partNumber: 'SPE_E5',
    productName: 'Microsoft 365 E5',
    status: 'Enabled',
    enabled: 100,
    warning: 22,
    suspended: 0,
    lockedOut: 0,
    consumed: 126,
    available: -4,
    assignedUsers: 126,
    activeUsers: 90,
    inactiveUsers: 36,
    unitPrice: null,
    currency: null,
    kind: 'paid',
    nextRenewal: '2027-01-08',
    trialUntil: '2026-12-07',
    seatsForOthers: {
      reassignable: 0,
      kept: 0,
      freeAfter: 8,
      over: 4,
      demand: {
        waiting: 2,
        joiners: 3,
        seats: 9,
        now: 0,
        after: 8,
        avoided: { currency: 'EUR', amount: 5_472 },
      },
    },
    history: [
      { date: '2026-10-01', bought: 150, assigned: 120 },
      { date: '2026-11-01', bought: 122, assigned: 126 },
    ],
    ways: [
      {
        groupId: '77777777-7777-4777-8777-777777777777',
        users: 100,
        onlyWay: 90,
        failed: [
          { error: 'CountViolation', users: 2, processedAt: '2026-11-03T06:00:00Z' },
          { error: null, users: 1, processedAt: null },
        ],
      },
      { groupId: null, users: 36, onlyWay: 26, failed: [] },
    ],
    plans: [
      {
        servicePlanId: '1',
        name: 'Exchange Online (Plan 2)',
        servicePlanName: 'EXCHANGE_S_ENTERPRISE',
        status: 'Success',
        app: 'exchange',
        activeUsers: 88,
        switchedOff: 2,
      },
      {
        servicePlanId: '2',
        name: 'Microsoft Intune',
        servicePlanName: 'INTUNE_A',
        status: 'Success',
        app: null,
        activeUsers: null,
        switchedOff: 0,
      },
    ],
    ...changes,
  }
}

export function changesAnswer(changes: Partial<ChangesAnswer> = {}): ChangesAnswer {
  const row = {
    userId,
    userPrincipalName: 'abigail.baker@contoso.example',
    displayName: 'Abigail Baker',
    skuId: null,
    productName: null,
    fromProductName: null,
    at: '2026-11-10T05:00:00Z',
  }
  return {
    days: [
      { date: '2026-10-01', changes: 0 },
      { date: '2026-11-01', changes: 12 },
      { date: '2026-11-23', changes: 30 },
    ],
    from: '2026-11-01',
    to: '2026-11-23',
    groups: [
      { group: 'came', count: 14, rows: [row] },
      { group: 'left', count: 9, rows: [{ ...row, displayName: null }] },
      { group: 'gained', count: 0, rows: [] },
      { group: 'lost', count: 0, rows: [] },
      {
        group: 'swapped',
        count: 1,
        rows: [{ ...row, skuId, productName: 'Microsoft 365 E5', fromProductName: 'Microsoft 365 E3' }],
      },
      { group: 'disabled', count: 0, rows: [] },
      { group: 'enabled', count: 0, rows: [] },
    ],
    products: [
      {
        skuId,
        productName: 'Copilot',
        isFree: false,
        gained: 24,
        lost: 2,
        boughtBefore: 80,
        boughtAfter: 105,
        boughtCost: { currency: 'EUR', amount: 8400 },
      },
      {
        skuId: 'b',
        productName: 'Flow Free',
        isFree: true,
        gained: 30,
        lost: 0,
        boughtBefore: 9,
        boughtAfter: 9,
        boughtCost: null,
      },
      {
        ...{ skuId: 'c', productName: 'E5', isFree: false, gained: 0, lost: 6 },
        ...{ boughtBefore: 9, boughtAfter: 9, boughtCost: { currency: 'EUR', amount: 0 } },
      },
    ],
    ...changes,
  }
}

export function renewal(changes: Partial<Renewal> = {}): Renewal {
  return {
    subscriptionId: 'a',
    skuId,
    partNumber: 'SPE_E5',
    productName: 'Microsoft 365 E5',
    status: 'Enabled',
    seats: 154,
    isTrial: false,
    isFree: false,
    state: 'dated',
    date: '2027-01-08',
    daysLeft: 46,
    productSeats: 230,
    productAssigned: 215,
    productActive: 191,
    productInactive: 9,
    ...changes,
  }
}
