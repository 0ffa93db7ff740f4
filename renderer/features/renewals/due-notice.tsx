import { MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { addMoney } from '../../../electron/contract/savings/add-money.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { moneyText } from '../savings/money.ts'
import type { PlannedRenewal } from './use-renewal-plan.ts'

const useStyles = makeStyles({ list: { margin: 0 } })

/** Only where unused seats are about to be committed again and nobody has decided. */
export function DueNotice({ rows }: { rows: readonly PlannedRenewal[] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const due = rows.filter(({ isDue }) => isDue)
  if (due.length === 0) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <ul className={styles.list}>
          {due.map(({ subscriptionId, productName, firm, open, decideBy }) => (
            <li key={subscriptionId}>
              {t('renewalsScreen.due', {
                count: firm.seats + open.seats,
                product: productName,
                date: format.date(decideBy ?? ''),
                money: moneyText(addMoney([...firm.money, ...open.money])) || t('renewalsScreen.noPrice'),
              })}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  )
}
