import { Badge, makeStyles, TableCell, TableRow, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { PlanAnswer } from '../../../../electron/contract/savings/plan.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { PlainTable } from './plain-table.tsx'

const useStyles = makeStyles({ more: { margin: 0, color: tokens.colorNeutralForeground3 } })

const maxPlans = 3
/** The first ones say what stands against a plan; decisions are made of all of them. */
const maxShown = 25
const colors = { loses: 'danger', blocked: 'warning', unknown: 'informative', clean: 'success' } as const

/** Who would lose something, who is blocked, and of whom too little is known, each with the reason. */
export function PlanPeople({ people, total }: { people: PlanAnswer['people']; total: number }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const reasonsOf = ({ loses, blocked, unknown, blind }: PlanAnswer['people'][number]) => [
    ...(loses.length > 0 ? [t('plan.loses', { plans: loses.join(', ') })] : []),
    ...blocked.map(one => t(`plan.blocked.${one}`)),
    ...unknown.map(one => t(`plan.unknown.${one}`, { plans: shortList(blind) })),
  ]
  return (
    <>
      <PlainTable
        title={t('plan.people')}
        columns={[{ name: t('plan.user') }, { name: t('plan.from') }, { name: t('plan.why') }]}
      >
        {people.slice(0, maxShown).map(person => (
          <TableRow key={`${person.userId} ${person.fromName}`}>
            <TableCell>{person.name}</TableCell>
            <TableCell>{person.fromName}</TableCell>
            <TableCell>
              <div>
                <Badge appearance="tint" color={colors[person.verdict]}>
                  {t(`plan.verdicts.${person.verdict}`)}
                </Badge>{' '}
                {reasonsOf(person).join('; ')}
              </div>
            </TableCell>
          </TableRow>
        ))}
      </PlainTable>
      {total > maxShown && <p className={styles.more}>{t('plan.more', { count: total - maxShown })}</p>}
    </>
  )

  function shortList(names: readonly string[]): string {
    const rest = names.length - maxPlans
    const shown = names.slice(0, maxPlans).join(', ')
    return rest > 0 ? `${shown} (+${format.integer(rest)})` : shown
  }
}
