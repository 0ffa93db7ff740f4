import type { Figure } from '../../../electron/contract/insight/figure.ts'
import type { Overview } from '../../../electron/contract/insight/overview.ts'

/** A figure that leads to rows of a report; by default it is their number. */
export function figure(value: number, report: string, changes: Partial<Figure['behind']> = {}): Figure {
  return {
    value,
    behind: { report, filters: [], parameters: {}, rows: value, sumOf: null, ...changes },
  }
}

/** What the engine says of a tenant of 1,200 users whose use is known. */
export function overviewAnswer(changes: Partial<Overview> = {}): Overview {
  const paid = { column: 'kind', operator: '=', value: 'paid' } as const
  const seats = (value: number, active: number) =>
    figure(value, 'seats', { filters: [paid, { column: 'active_30d', operator: '=', value: active }] })
  return {
    directoryAsOf: '2026-11-23T10:00:00Z',
    activityAsOf: '2026-11-21',
    usage: 'known',
    seats: {
      bought: figure(1300, 'licenses', { filters: [paid], rows: 12, sumOf: 'bought_units' }),
      held: figure(1180, 'seats', { filters: [paid] }),
      active: seats(900, 1),
      inactive: seats(270, 0),
      notMeasured: figure(10, 'seats', {
        filters: [paid, { column: 'active_30d', operator: 'empty', value: null }],
      }),
      unassigned: figure(130, 'licenses', { filters: [paid], rows: 9, sumOf: 'unassigned_units' }),
      overAssigned: figure(10, 'licenses', { filters: [paid], rows: 1, sumOf: 'over_units' }),
      warning: 22,
      difference: 0,
      withoutSeats: 0,
      free: figure(3, 'licenses'),
      trial: figure(1, 'licenses'),
      device: figure(2, 'licenses'),
      capacity: figure(1, 'licenses'),
    },
    users: {
      licensed: figure(1043, 'users', { filters: [{ column: 'license_count', operator: '>', value: 0 }] }),
      active: figure(836, 'users', {
        filters: [
          { column: 'license_count', operator: '>', value: 0 },
          { column: 'active_30d', operator: '=', value: 1 },
        ],
      }),
      inactive: figure(200, 'users'),
      perDay: [],
    },
    health: {
      lastRun: { status: 'succeeded', finishedAt: '2026-11-23T10:00:12Z', failed: 0, notGranted: 0 },
      dataChecks: figure(0, 'balance'),
      credentialDays: 24,
    },
    findings: [
      {
        kind: 'disabledWithLicenses',
        money: [{ currency: 'EUR', amount: 1296 }],
        seats: 44,
        figure: figure(21, 'disabled-with-licenses'),
        days: null,
      },
    ],
    products: [
      {
        skuId: 'e3',
        name: 'Microsoft 365 E3',
        bought: 700,
        assigned: figure(650, 'seats'),
        active: 500,
        over: 0,
      },
      {
        skuId: 'visio',
        name: 'Visio Plan 2',
        bought: 20,
        assigned: figure(30, 'seats'),
        active: 20,
        over: 10,
      },
    ],
    productCount: 12,
    renewals: [
      { skuId: 'e3', name: 'Microsoft 365 E3', seats: 700, at: '2027-01-06T00:00:00Z', daysLeft: 44 },
    ],
    ...changes,
  }
}
