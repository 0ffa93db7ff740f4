import { at } from '../random.ts'
import { apps } from '../tenant/activity.ts'
import { licenseMask } from '../tenant/licenses.ts'
import { workloads } from '../tenant/products.ts'
import type { CountReport } from './definition.ts'
import { activatedProducts, activationOf, officeApps } from './details-office.ts'
import { licensedPeople, type Scope } from './scope.ts'
import { active, app, daily, summary } from './series.ts'
import { activeWithin, type Series } from './totals.ts'

export const officeCounts: readonly CountReport[] = [
  daily(
    'getOffice365ActiveUserCounts',
    'Report Refresh Date,Office 365,Exchange,OneDrive,SharePoint,Skype For Business,Yammer,Teams,Report Date,Report Period',
    (totals, place) => [
      active(totals.anyService, place),
      active(app(totals, apps.exchange), place),
      active(app(totals, apps.onedrive), place),
      active(app(totals, apps.sharepoint), place),
      '',
      active(app(totals, apps.yammer), place),
      active(app(totals, apps.teams), place),
    ],
  ),
  summary(
    'getOffice365ServicesUserCounts',
    'Report Refresh Date,Exchange Active,Exchange Inactive,OneDrive Active,OneDrive Inactive,SharePoint Active,SharePoint Inactive,Skype For Business Active,Skype For Business Inactive,Yammer Active,Yammer Inactive,Teams Active,Teams Inactive,Office 365 Active,Office 365 Inactive,Report Period',
    (totals, period) => {
      const split = (series: Series) => {
        const people = activeWithin(series, period)
        return [people, Math.max(0, series.licensed - people)]
      }
      return [
        ...split(app(totals, apps.exchange)),
        ...split(app(totals, apps.onedrive)),
        ...split(app(totals, apps.sharepoint)),
        0,
        app(totals, apps.exchange).licensed,
        ...split(app(totals, apps.yammer)),
        ...split(app(totals, apps.teams)),
        ...split(totals.anyService),
      ]
    },
  ),
  daily(
    'getM365AppUserCounts',
    'Report Refresh Date,Report Period,Report Date,Outlook,Word,Excel,PowerPoint,OneNote,Teams',
    (totals, place) => officeApps.map(one => active(app(totals, one), place)),
  ),
  daily(
    'getM365AppPlatformUserCounts',
    'Report Refresh Date,Report Period,Report Date,Windows,Mac,Mobile,Web',
    (totals, place) => totals.platforms.map(series => active(series, place)),
  ),
  {
    kind: 'counts',
    name: 'getOffice365ActivationCounts',
    parameters: 'none',
    header: 'Report Refresh Date,Product Type,Windows,Mac,Android,iOS,Windows 10 Mobile',
    rows: scope =>
      activationTotals(scope).map(
        ({ name, windows, mac, android, ios }) =>
          `${scope.refreshed},${name},${windows},${mac},${android},${ios},0`,
      ),
  },
  {
    kind: 'counts',
    name: 'getOffice365ActivationsUserCounts',
    parameters: 'none',
    header: 'Report Refresh Date,Product Type,Assigned,Activated,Shared Computer Activation',
    rows: scope =>
      activationTotals(scope).map(
        ({ name, assigned, activated, shared }) =>
          `${scope.refreshed},${name},${assigned},${activated},${shared}`,
      ),
  },
]

function activationTotals(scope: Scope) {
  const sums = activatedProducts.map(([name]) => ({
    name,
    windows: 0,
    mac: 0,
    android: 0,
    ios: 0,
    assigned: 0,
    activated: 0,
    shared: 0,
  }))
  for (const index of licensedPeople(scope, workloads.desktop)) {
    const mask = licenseMask(scope.world, index, scope.until)
    for (const [product, [, products]] of activatedProducts.entries()) {
      if ((mask & products) === 0) continue
      const sum = at(sums, product)
      const one = activationOf(scope, index, product)
      sum.assigned += 1
      sum.windows += one.windows
      sum.mac += one.mac
      sum.android += one.android
      sum.ios += one.ios
      sum.activated += one.day === 0 ? 0 : 1
      sum.shared += one.shared ? 1 : 0
    }
  }
  return sums
}
