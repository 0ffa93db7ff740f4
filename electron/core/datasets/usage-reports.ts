import { datasetId, type ReportDataset, reportDatasets } from '../usage/catalogue/datasets.ts'
import type { DataSource } from './dataset.ts'

export type { ReportDataset }

/** All usage reports: one permission reads them all. What differs between them is in `usage/catalogue`. */
export const usageReports = {
  title: 'Application usage',
  permissions: ['Reports.Read.All'],
  required: false,
  probe: {
    check: 'data.usage',
    title: 'Application usage can be read',
    path: '/reports/getOffice365ActivationsUserCounts',
    severity: 'warn',
    without: 'Licenses and users sync; usage is shown as not granted.',
    enables: 'Application usage and its trends',
  },
} as const satisfies DataSource

/** Each report in each of its periods as a dataset of its own. */
export function usageDatasets() {
  return reportDatasets().map(({ report, period }) => ({
    id: datasetId(report, period),
    group: report.grain === 'person' ? ('usage' as const) : ('daily' as const),
    lane: 'report' as const,
    permissions: usageReports.permissions,
    required: usageReports.required,
    report: { report, period },
  }))
}
