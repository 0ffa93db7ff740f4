import { Badge, Button, Link, makeStyles, TableCell, TableRow, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanAnswer } from '../../../../electron/contract/savings/plan.ts'
import { formatRoute, itemRoute } from '../../../routing/route.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { PlainTable } from './plain-table.tsx'

const useStyles = makeStyles({
  more: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground3,
  },
  why: { padding: `${tokens.spacingVerticalXS} 0` },
})

const maxPlans = 3
/** The first ones say what stands against a plan; decisions are made of all of them. */
const firstShown = 25
const colors = { loses: 'danger', blocked: 'warning', unknown: 'informative', clean: 'success' } as const

/** Who would lose something, who is blocked, and of whom too little is known, each with the reason. */
export function PlanPeople({ people, total }: { people: PlanAnswer['people']; total: number }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? people : people.slice(0, firstShown)
  // What is not known is told of those of whom nothing else stands against it.
  const reasonsOf = ({ verdict, loses, blocked, unknown, blind }: PlanAnswer['people'][number]) => [
    ...(loses.length > 0 ? [t('plan.loses', { plans: loses.join(', ') })] : []),
    ...blocked.map(one => t(`plan.blocked.${one}`)),
    ...(verdict === 'unknown' ? unknown : []).map(one =>
      t(`plan.unknown.${one}`, { plans: shortList(blind) }),
    ),
  ]
  return (
    <section>
      <PlainTable
        title={t('plan.people')}
        columns={[{ name: t('plan.user') }, { name: t('plan.from') }, { name: t('plan.why'), isWide: true }]}
      >
        {shown.map(person => (
          <TableRow key={`${person.userId} ${person.fromName}`}>
            <TableCell>
              <Link href={formatRoute(itemRoute('users', person.userId))}>{person.name}</Link>
            </TableCell>
            <TableCell>{person.fromName}</TableCell>
            <TableCell>
              <div className={styles.why}>
                <Badge appearance="tint" color={colors[person.verdict]}>
                  {t(`plan.verdicts.${person.verdict}`)}
                </Badge>{' '}
                {reasonsOf(person).join('; ')}
              </div>
            </TableCell>
          </TableRow>
        ))}
      </PlainTable>
      {total > shown.length && (
        <div className={styles.more}>
          {t('plan.more', { count: total - shown.length, users: format.integer(total - shown.length) })}
          {shown.length < people.length && (
            <Button size="small" onClick={() => setOpen(true)}>
              {t('plan.showMore', { users: format.integer(people.length - shown.length) })}
            </Button>
          )}
        </div>
      )}
    </section>
  )

  function shortList(names: readonly string[]): string {
    const rest = names.length - maxPlans
    const shown = names.slice(0, maxPlans).join(', ')
    return rest > 0 ? `${shown} (+${format.integer(rest)})` : shown
  }
}
