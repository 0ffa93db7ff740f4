import type { TFunction } from 'i18next'
import type { ChangesAnswer } from '../../../electron/contract/pages/changes.ts'
import { addMoney } from '../../../electron/contract/savings/add-money.ts'
import type { Money } from '../../../electron/contract/savings/answers.ts'
import type { Format } from '../../ui/format.ts'
import { moneyText } from '../savings/money.ts'

/** Products that a sentence can hold and still be read. */
const maxProducts = 4

/**
 * What happened between the days, in one sentence: who came and left, the paid products whose holders
 * changed most (free ones where nothing else happened), and what the seats that were bought and cut cost.
 * Null where there is no earlier day.
 */
export function changeSentence(answer: ChangesAnswer, t: TFunction, format: Format): string | null {
  const { from, groups, products } = answer
  if (from === null) return null
  const count = (group: string) => groups.find(one => one.group === group)?.count ?? 0
  const parts = [
    count('came') > 0 ? t('changesScreen.sentence.came', { count: count('came') }) : null,
    count('left') > 0 ? t('changesScreen.sentence.left', { count: count('left') }) : null,
    ...products
      .filter(({ isFree }) => !isFree)
      .flatMap(productPart(format))
      .slice(0, maxProducts),
    count('disabled') > 0 ? t('changesScreen.sentence.disabled', { count: count('disabled') }) : null,
    ...addMoney(products.flatMap(({ boughtCost }) => boughtCost ?? []))
      .filter(({ amount }) => amount !== 0)
      .map(money => t('changesScreen.sentence.cost', { money: signedMoney(money) })),
  ].filter(part => part !== null)
  const date = format.date(from)
  const told = parts.length > 0 ? parts : quietParts(answer, t, format)
  if (told.length === 0) return t('changesScreen.sentence.nothing', { date })
  return t('changesScreen.sentence.whole', { date, parts: told.join(', ') })
}

/** What is told where nothing else happened: free products, else licenses that came and went alike. */
function quietParts({ groups, products }: ChangesAnswer, t: TFunction, format: Format): string[] {
  const free = products.flatMap(productPart(format)).slice(0, maxProducts)
  const licenses = groups.reduce((sum, { count }) => sum + count, 0)
  if (free.length > 0 || licenses === 0) return free
  return [t('changesScreen.sentence.licenses', { count: licenses })]
}

const productPart =
  (format: Format) =>
  ({ productName, gained, lost }: ChangesAnswer['products'][number]): string[] =>
    gained === lost ? [] : [`${format.signed(gained - lost)} ${productName}`]

function signedMoney({ currency, amount }: Money): string {
  return `${amount < 0 ? '−' : '+'}${moneyText([{ currency, amount: Math.abs(amount) }])}`
}
