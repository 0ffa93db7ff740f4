import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Route } from '../../../routing/route.ts'
import type { Navigate } from '../../../routing/use-route.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { ReportTable } from '../../../ui/table/report-table.tsx'
import type { TableRow } from '../../../ui/table/rows/table-row.ts'
import { ExclusionDialog } from '../../exclusions/exclusion-dialog.tsx'
import { type ExclusionDraft, emptyDraft } from '../../exclusions/exclusion-draft.ts'
import { useWord } from '../use-word.ts'
import { ImportExclusions } from './import-exclusions.tsx'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    flexGrow: 1,
    minHeight: 0,
  },
})

const columns = ['about', 'reason', 'ends_on', 'seats', 'state', 'note']

type Given = { given: ExclusionDraft; person?: string }
type Props = { connector: string; route: Route; navigate: Navigate }

/** What is left out, why and until when; ended exclusions stay in the list. */
export function Exclusions({ connector, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const [draft, setDraft] = useState<Given | null>(null)
  const [isImporting, setImporting] = useState(false)
  const { mutate: end, error } = useSavingsChange('savings.endExclusion', connector)
  const actions = useMemo(
    () => [
      {
        label: t('excluded.end'),
        onAct: (rows: readonly TableRow[]) => {
          for (const { values } of rows)
            if (values['ended_at'] === null) end({ connector, exclusionId: Number(values['exclusion_id']) })
        },
      },
      {
        label: t('excluded.renew'),
        onAct: (rows: readonly TableRow[]) => {
          const [row] = rows
          if (row !== undefined) setDraft(renewalOf(row))
        },
      },
    ],
    [connector, end, t],
  )
  const cells = useMemo(
    () => ({
      reason: (row: TableRow) => word('excluded.reasons', String(row.values['reason'])),
      state: (row: TableRow) => word('excluded.states', String(row.values['state'])),
    }),
    [word],
  )
  return (
    <div className={styles.page}>
      {error !== null && <ErrorPanel error={error} />}
      <ReportTable
        connector={connector}
        report="exclusions"
        view={route}
        onView={(changes, options) => navigate({ ...route, ...changes }, options)}
        columns={columns}
        cells={cells}
        actions={actions}
        toolbar={
          <>
            <Button appearance="primary" onClick={() => setDraft({ given: emptyDraft })}>
              {t('excluded.add')}
            </Button>
            <Button onClick={() => setImporting(true)}>{t('excluded.import')}</Button>
          </>
        }
      />
      {draft !== null && <ExclusionDialog connector={connector} {...draft} onClose={() => setDraft(null)} />}
      {isImporting && <ImportExclusions connector={connector} onClose={() => setImporting(false)} />}
    </div>
  )
}

/** The same exclusion again, to be given a new end. */
function renewalOf(row: TableRow): Given {
  const given = draftOf(row)
  return given.userId === '' ? { given } : { given, person: String(row.values['about'] ?? '') }
}

function draftOf({ values }: TableRow): ExclusionDraft {
  const text = (key: string) => String(values[key] ?? '')
  return {
    userId: text('user_id'),
    pattern: text('upn_pattern'),
    department: text('department'),
    groupId: text('group_id'),
    skuId: text('sku_id'),
    rule: text('rule'),
    reason: text('reason'),
    note: text('note'),
    renews: Number(values['exclusion_id']),
  }
}
