import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  TableCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanInput } from '../../../../electron/contract/savings/plan.ts'
import type { Output } from '../../../../electron/contract/schemas.ts'
import { useSavingsChange, useSavingsQueries } from '../../../savings-queries.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { moneyText } from '../money.ts'
import { PlainTable } from './plain-table.tsx'

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS },
  name: { width: '280px', maxWidth: '100%' },
  // Beside the input, which stands below its label.
  save: { marginTop: '26px' },
  number: { fontVariantNumeric: 'tabular-nums' },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

type Saved = Output<'savings.plans'>[number]
type Props = {
  connector: string
  /** What can be saved; null while nothing is planned. */
  plan: PlanInput | null
  onOpen: (saved: Saved) => void
  onSaved: (name: string) => void
}

/** Plans by name, each with what it came to on its day and what came true of it. */
export function SavedPlans({ connector, plan, onOpen, onSaved }: Props) {
  const { t } = useTranslation('savings')
  const list = useQuery(useSavingsQueries(connector).plans())
  const remove = useSavingsChange('savings.deletePlan', connector)
  const [toDelete, setToDelete] = useState<string | null>(null)
  const error = list.error ?? remove.error
  const columns = ['name', 'savedOn', 'expected'] as const
  return (
    <>
      {plan !== null && (
        <SavePlan
          connector={connector}
          plan={plan}
          names={list.data?.map(({ name }) => name) ?? []}
          onSaved={onSaved}
        />
      )}
      {error !== null && <ErrorPanel error={error} />}
      {list.data !== undefined && list.data.length > 0 && (
        <PlainTable
          title={t('plan.saved')}
          columns={[
            ...columns.map(name => ({ name: t(`plan.${name}`) })),
            { name: t('plan.cameTrue'), isWide: true },
            { name: t('plan.actions') },
          ]}
        >
          {list.data.map(saved => (
            <SavedPlan
              key={saved.name}
              saved={saved}
              onOpen={() => onOpen(saved)}
              onDelete={() => setToDelete(saved.name)}
            />
          ))}
        </PlainTable>
      )}
      {toDelete !== null && (
        <DeletePlan
          name={toDelete}
          onDelete={() => {
            remove.mutate({ connector, name: toDelete })
            setToDelete(null)
          }}
          onClose={() => setToDelete(null)}
        />
      )}
    </>
  )
}

type SaveProps = Pick<Props, 'connector' | 'onSaved'> & { plan: PlanInput; names: readonly string[] }

/** A name that there is already is replaced, and that is said. */
function SavePlan({ connector, plan, names, onSaved }: SaveProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [name, setName] = useState('')
  const save = useSavingsChange('savings.savePlan', connector)
  const wanted = name.trim()
  const isKnown = names.includes(wanted)
  const done = () => {
    setName('')
    onSaved(wanted)
  }
  return (
    <>
      <form
        className={styles.bar}
        onSubmit={event => {
          event.preventDefault()
          if (wanted !== '') save.mutate({ connector, name: wanted, plan }, { onSuccess: done })
        }}
      >
        <Field
          className={styles.name}
          label={t('plan.saveAs')}
          validationState={isKnown ? 'warning' : 'none'}
          {...(isKnown ? { validationMessage: t('plan.replaces') } : {})}
        >
          <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
        </Field>
        <Button className={styles.save} type="submit" disabled={wanted === '' || save.isPending}>
          {t(isKnown ? 'plan.replacePlan' : 'plan.save')}
        </Button>
      </form>
      {save.isError && <ErrorPanel error={save.error} />}
    </>
  )
}

type SavedProps = { saved: Saved; onOpen: () => void; onDelete: () => void }

function SavedPlan({ saved: { name, savedAt, totals, cameTrue }, onOpen, onDelete }: SavedProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const { seats, money } = totals.clean
  const { decided, done, doneMoney, open, reconsider, withdrawn } = cameTrue
  return (
    <TableRow>
      <TableCell>{name}</TableCell>
      <TableCell className={styles.number}>{format.date(savedAt)}</TableCell>
      <TableCell className={styles.number}>
        <div>
          {t('plan.seats', { count: seats, seats: format.integer(seats) })}
          {money.length > 0 && (
            <div className={styles.under}>{t('plan.aYear', { money: moneyText(money) })}</div>
          )}
        </div>
      </TableCell>
      <TableCell className={styles.number}>
        {decided === 0 ? (
          t('plan.notDecided')
        ) : (
          <div>
            {t('plan.came', {
              decided: format.integer(decided),
              done: format.integer(done),
              open: format.integer(open),
              reconsider: format.integer(reconsider),
              withdrawn: format.integer(withdrawn),
            })}
            {doneMoney.length > 0 && (
              <div className={styles.under}>{t('plan.aYear', { money: moneyText(doneMoney) })}</div>
            )}
          </div>
        )}
      </TableCell>
      <TableCell>
        <Button size="small" appearance="subtle" aria-label={t('plan.openPlan', { name })} onClick={onOpen}>
          {t('plan.open')}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          aria-label={t('plan.deletePlan', { name })}
          onClick={onDelete}
        >
          {t('plan.delete')}
        </Button>
      </TableCell>
    </TableRow>
  )
}

type DeleteProps = { name: string; onDelete: () => void; onClose: () => void }

function DeletePlan({ name, onDelete, onClose }: DeleteProps) {
  const { t } = useTranslation('savings')
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('plan.deleteTitle', { name })}</DialogTitle>
          <DialogContent>{t('plan.deleteAbout')}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('excluded.cancel')}</Button>
            <Button appearance="primary" onClick={onDelete}>
              {t('plan.delete')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
