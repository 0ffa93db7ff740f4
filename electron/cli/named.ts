import { isGuid } from '../contract/entry/guid.ts'
import type { Engine } from '../contract/rpc/wire.ts'
import { failure, unwrap } from './failure.ts'

type Asked = { engine: Engine; connector: string; signal: AbortSignal }

/** A product by its id, part number or exact name. Throws `notFound`. */
export async function findProduct({ engine, connector, signal }: Asked, text: string): Promise<string> {
  const { products } = unwrap(await engine.call('savings.prices', { connector }, signal))
  const wanted = text.trim().toLowerCase()
  const found = products.find(({ skuId, partNumber, name }) =>
    [skuId, partNumber, name].some(known => known.toLowerCase() === wanted),
  )
  if (found !== undefined) return found.skuId
  throw failure(
    'notFound',
    `The tenant has no product "${text.slice(0, 80)}".`,
    'Use the part number or id that the report "licenses" shows.',
  )
}

/** A user's id by the id or the user principal name, as users are shown. Throws `notFound`. */
export async function findUser({ engine, connector, signal }: Asked, text: string): Promise<string> {
  const id = text.toLowerCase()
  if (isGuid(id)) return id
  const order = {
    connector,
    report: 'users',
    limit: 2,
    filters: [{ column: 'user_principal_name', operator: '=' as const, value: text }],
  }
  const { columns, rows } = unwrap(await engine.call('reports.page', order, signal))
  const [only, other] = rows.map(row => row[columns.findIndex(({ key }) => key === 'user_id')])
  if (typeof only === 'string' && other === undefined) return only
  throw failure(
    'notFound',
    `The tenant has no user "${text.slice(0, 80)}".`,
    'Use the user principal name or id that the report "savings" shows.',
  )
}
