import {
  Button,
  Dropdown,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Option,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanAnswer, PlanInput } from '../../../../electron/contract/savings/plan.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import type { Format } from '../../../ui/format.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { moneyText } from '../money.ts'
import { DateTable } from './date-table.tsx'
import { PlanPeople } from './plan-people.tsx'
import { ConsolidationTable, MoveTable, ProductTable } from './plan-tables.tsx'

const useStyles = makeStyles({
  result: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  totals: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: tokens.spacingHorizontalL,
    // A label of two lines moves no amount out of its line.
    alignItems: 'end',
  },
  amount: { ...typographyStyles.subtitle1, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  which: { minWidth: '160px' },
  line: { margin: 0 },
})

type Props = {
  connector: string
  plan: PlanInput
  /** Under which the plan is saved as it stands; null while it is not. */
  name: string | null
  answer: PlanAnswer
  isEmpty: boolean
}

/** Three totals, whom they leave out, the licenses before and after, and what one suite would hold. */
export function PlanResult({ connector, plan, name: savedAs, answer, isEmpty }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const { moves, totals, removed, exposure, products, people, consolidation } = answer
  const isExposed = exposure.before.seats + exposure.after.seats > 0 && products.length > 0
  return (
    <div className={styles.result}>
      {!isEmpty && moves.length > 0 && (
        <>
          <div className={styles.totals} aria-live="polite">
            {(['all', 'withoutLosers', 'clean'] as const).map(name => (
              <div key={name}>
                <div className={styles.quiet}>{t(`plan.totals.${name}`)}</div>
                <div className={styles.amount}>
                  {totals[name].money.length === 0
                    ? t('plan.seats', {
                        count: totals[name].seats,
                        seats: format.integer(totals[name].seats),
                      })
                    : t('plan.aYear', { money: moneyText(totals[name].money) })}
                </div>
                <div className={styles.quiet}>
                  {totals[name].money.length === 0
                    ? t('plan.noMoney')
                    : t('plan.seats', {
                        count: totals[name].seats,
                        seats: format.integer(totals[name].seats),
                      })}
                </div>
              </div>
            ))}
          </div>
          <MoveTable moves={moves} />
        </>
      )}
      {removed.seats > 0 && (
        <p className={styles.line}>
          {t('plan.removed', {
            seats: format.integer(removed.seats),
            money: moneyText(removed.money) || '–',
          })}
        </p>
      )}
      {!isEmpty && moves.length + removed.seats > 0 && (
        <Decide
          key={JSON.stringify(plan)}
          connector={connector}
          plan={plan}
          name={savedAs}
          hasMoves={moves.length > 0}
        />
      )}
      {isExposed && (
        <p className={styles.line}>
          {t('plan.exposureSum', {
            before: figureText(exposure.before, format),
            after: figureText(exposure.after, format),
          })}
        </p>
      )}
      {products.length > 0 && <ProductTable products={products} />}
      <DateTable products={products} />
      {people.length > 0 && (
        <PlanPeople
          people={people}
          total={moves.reduce((sum, one) => sum + one.loses + one.blocked + one.unknown, 0)}
        />
      )}
      {consolidation.length > 0 && <ConsolidationTable rows={consolidation} />}
    </div>
  )
}

function figureText({ seats, money }: PlanAnswer['exposure']['before'], format: Format): string {
  return [format.integer(seats), moneyText(money)].filter(part => part !== '').join(' · ')
}

const choices = ['clean', 'withoutLosers', 'all'] as const

/** Writes the plan down as decisions: its candidates, and the replacements of those whom they do not hurt. */
function Decide({
  connector,
  plan,
  name,
  hasMoves,
}: Pick<Props, 'connector' | 'plan' | 'name'> & { hasMoves: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [which, setWhich] = useState<(typeof choices)[number]>('clean')
  const decide = useSavingsChange('savings.decidePlan', connector)
  return (
    <>
      <div className={styles.bar}>
        <Button
          appearance="primary"
          disabledFocusable={decide.isPending}
          onClick={() => decide.mutate({ connector, plan, which, note: null, name })}
        >
          {t('plan.decide')}
        </Button>
        {hasMoves && (
          <Dropdown
            className={styles.which}
            aria-label={t('plan.scope')}
            value={t(`plan.decideWhich.${which}`)}
            selectedOptions={[which]}
            onOptionSelect={(_, { optionValue }) =>
              setWhich(choices.find(known => known === optionValue) ?? 'clean')
            }
          >
            {choices.map(name => (
              <Option key={name} value={name}>
                {t(`plan.decideWhich.${name}`)}
              </Option>
            ))}
          </Dropdown>
        )}
      </div>
      {decide.isError && <ErrorPanel error={decide.error} />}
      {decide.data !== undefined && (
        <MessageBar intent="success">
          <MessageBarBody>{t('plan.decided', { count: decide.data.decided })}</MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}
