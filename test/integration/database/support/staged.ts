import { z } from 'zod'
import type { StagedUser } from '../../../../electron/core/datasets/staged-user.ts'
import type { Staging } from '../../../../electron/core/staging/staging.ts'
import { findReportDataset } from '../../../../electron/core/usage/catalogue/datasets.ts'

export type StagedContent = {
  dataset: string
  mode?: 'full' | 'incremental'
  /**
   * Rows by key; given as pairs so that one key can come twice. Reports have a tab and the item behind the
   * key where there is one, and rows of the key as reported, null where that is the same, and the cells.
   */
  rows: Iterable<readonly [key: string, row: unknown]>
  refreshDate?: string | null
  concealed?: boolean
  complete?: boolean
}

/** Stages datasets as a worker does when everything of them has arrived. */
export function stageDatasets(staging: Staging, datasets: readonly StagedContent[]): void {
  for (const content of datasets) {
    const { dataset, mode = 'full', complete = true } = content
    staging.begin(dataset, { mode, chains: [{ chain: 'all', firstLink: 'none' }], notes: {} })
    if (findReportDataset(dataset) === null) stagePage(staging, content)
    else stageReport(staging, content)
    if (complete) staging.complete(dataset, {})
  }
}

function stagePage(staging: Staging, { dataset, rows }: StagedContent): void {
  const all = [...rows]
  staging.addPage(dataset, 'all', add => {
    for (const [key, row] of all) {
      // The tests write people as they are staged.
      if (dataset === 'users') add.person(row as StagedUser)
      else add.row(key, JSON.stringify(row))
    }
    return { rows: all.length, dropped: 0, nextLink: null, deltaLink: null, count: null }
  })
}

const Cells = z.tuple([z.string().nullable()], z.union([z.string(), z.number(), z.null()]))

function stageReport(
  staging: Staging,
  { dataset, rows, refreshDate = null, concealed = false }: StagedContent,
): void {
  const take = staging.startReport(dataset)
  let count = 0
  staging.addRows(dataset, 0, () => {
    for (const [wholeKey, row] of rows) {
      const [key = '', item = ''] = wholeKey.split('\t')
      const [reportedKey, ...cells] = Cells.parse(row)
      take({ key, reportedKey, item, cells })
      count += 1
    }
  })
  staging.noteReport(dataset, {
    rows: count,
    refreshDate,
    concealed,
    dropped: 0,
    ragged: 0,
    unreadable: 0,
    future: 0,
    futureDate: null,
    unreadableRows: 0,
    unknownColumns: [],
    missingColumns: [],
  })
}
