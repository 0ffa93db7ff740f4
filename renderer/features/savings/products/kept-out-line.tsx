import { makeStyles, tokens } from '@fluentui/react-components'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptOut } from '../../../../electron/contract/savings/answers.ts'
import type { Navigate } from '../../../routing/use-route.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { RouteLink } from '../../insight/route-link.tsx'
import { routeBehind } from '../../insight/rows-behind.ts'

const useStyles = makeStyles({ line: { color: tokens.colorNeutralForeground3 } })

const productsOf = (kind: string) =>
  routeBehind({
    report: 'licenses',
    filters: [{ column: 'kind', operator: '=', value: kind }],
    parameters: {},
  })
const resources = routeBehind({
  report: 'users',
  filters: [
    { column: 'is_resource_account', operator: '=', value: 1 },
    { column: 'license_count', operator: '>', value: 0 },
  ],
  parameters: {},
})

/** What no rule looks at, each with the way to its rows; nothing where there is nothing. */
export function KeptOutLine({ keptOut, navigate }: { keptOut: KeptOut; navigate: Navigate }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const kinds = keptOut.products.flatMap(({ kind, products, seats }) => {
    if (kind === 'paid') return []
    const text = t(`balance.keptOutOf.${kind}`, { count: products, value: format.integer(products) })
    const assigned = t('balance.keptOutSeats', { count: seats, seats: format.integer(seats) })
    return [{ key: kind, text, route: productsOf(kind), assigned }]
  })
  const count = keptOut.resourceAccounts
  const accounts = t('balance.keptOutOf.resource', { count, value: format.integer(count) })
  const parts = [
    ...kinds,
    ...(count === 0 ? [] : [{ key: 'resource', text: accounts, route: resources, assigned: null }]),
  ]
  if (parts.length === 0) return null
  return (
    <p className={styles.line}>
      {t('balance.keptOut')}{' '}
      {parts.map(({ key, text, route, assigned }, place) => (
        <Fragment key={key}>
          {place > 0 && ' · '}
          <RouteLink route={route} navigate={navigate}>
            {text}
          </RouteLink>
          {assigned !== null && ` ${assigned}`}
        </Fragment>
      ))}
    </p>
  )
}
