import { Button, Field, Input, makeStyles, TableCell, TableRow, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanInput, SavedPlan } from '../../../../electron/contract/savings/plan.ts'
import { useSavingsChange, useSavingsQueries } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { moneyText } from '../money.ts'
import { PlainTable } from './plain-table.tsx'

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'flex-end', columnGap: tokens.spacingHorizontalS },
  number: { fontVariantNumeric: 'tabular-nums' },
})

type Props = {
  connector: string
  /** What can be saved; null while nothing is planned. */
  plan: PlanInput | null
  onOpen: (saved: SavedPlan) => void
  onSaved: (name: string) => void
}

/** Plans by name, each with what it came to on its day and what came true of it. */
export function SavedPlans({ connector, plan, onOpen, onSaved }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const [name, setName] = useState('')
  const list = useQuery(useSavingsQueries(connector).plans())
  const save = useSavingsChange('savings.savePlan', connector)
  const remove = useSavingsChange('savings.deletePlan', connector)
  const error = list.error ?? save.error ?? remove.error
  const wanted = name.trim()
  const cameTrue = ({ decided, doneMoney, ...counts }: NonNullable<typeof list.data>[number]['cameTrue']) =>
    decided === 0
      ? t('plan.notDecided')
      : [
          t('plan.came', { decided, ...counts }),
          ...(doneMoney.length === 0 ? [] : [t('plan.cameMoney', { money: moneyText(doneMoney) })]),
        ].join(' · ')
  return (
    <>
      {plan !== null && (
        <div className={styles.bar}>
          <Field label={t('plan.saveAs')}>
            <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
          </Field>
          <Button
            disabled={wanted === '' || save.isPending}
            onClick={() =>
              save.mutate({ connector, name: wanted, plan }, { onSuccess: () => onSaved(wanted) })
            }
          >
            {t('plan.save')}
          </Button>
        </div>
      )}
      {error !== null && <ErrorPanel error={error} />}
      {list.data !== undefined && list.data.length > 0 && (
        <PlainTable
          title={t('plan.saved')}
          columns={[
            { name: t('plan.name') },
            { name: t('plan.savedOn') },
            { name: t('plan.expected') },
            { name: t('plan.cameTrue') },
            { name: '' },
          ]}
        >
          {list.data.map(saved => (
            <TableRow key={saved.name}>
              <TableCell>{saved.name}</TableCell>
              <TableCell className={styles.number}>{format.date(saved.savedAt)}</TableCell>
              <TableCell className={styles.number}>
                {[
                  t('plan.seats', {
                    count: saved.totals.clean.seats,
                    seats: format.integer(saved.totals.clean.seats),
                  }),
                  moneyText(saved.totals.clean.money),
                ]
                  .filter(part => part !== '')
                  .join(' · ')}
              </TableCell>
              <TableCell>{cameTrue(saved.cameTrue)}</TableCell>
              <TableCell>
                <Button size="small" appearance="subtle" onClick={() => onOpen(saved)}>
                  {t('plan.open')}
                </Button>
                <Button
                  size="small"
                  appearance="subtle"
                  onClick={() => remove.mutate({ connector, name: saved.name })}
                >
                  {t('plan.delete')}
                </Button>
              </TableCell>
            </TableRow>
          ))}
        </PlainTable>
      )}
    </>
  )
}
