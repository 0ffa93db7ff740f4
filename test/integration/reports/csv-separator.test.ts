import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Input } from '../../../electron/contract/schemas.ts'
import { connectorName } from '../../support/connected-engine.ts'
import { handFedTenant, person, product } from '../../support/hand-fed.ts'
import { runCommand } from '../cli/command.ts'

test('a CSV file opens in columns where the list separator is a semicolon (mui/mui-x#1656)', async () => {
  const tenant = await handFedTenant({
    users: [
      person({
        userPrincipalName: 'ada@contoso.example',
        displayName: 'Berg; Ada',
        department: '0042',
        accountEnabled: false,
        licenses: ['SPB'],
      }),
    ],
    products: [product({ skuPartNumber: 'SPB', enabled: 1 })],
  })
  onTestFinished(tenant.close)
  const { engine, home } = tenant
  await tenant.sync({ only: ['organization', 'users', 'licenses'] })
  const price = { amount: 102.875, currency: 'EUR' }
  await engine.call('products.setPrice', { connector: connectorName, product: 'SPB', price })

  const file = join(home, 'users.csv')
  const exported = async (separator: Input<'reports.export'>['separator']) => {
    const order = {
      connector: connectorName,
      report: 'disabled-with-licenses',
      format: 'csv',
      file,
      separator,
    } as const
    const written = await engine.call('reports.export', order)
    expect(written.ok).toBe(true)
    return readFileSync(file, 'utf8').split('\r\n')
  }
  const [header = '', ada = ''] = await exported(null)
  expect([header, ada].map(line => line.includes(';'))).toEqual([false, true])
  expect(ada).toContain('1234.5')

  await engine.call('settings.change', { data: { csvSeparator: 'semicolon' } })
  const [columns = '', row = ''] = await exported(null)
  expect(columns.split(';')).toHaveLength(header.split(',').length)
  expect(row.split('"Berg; Ada"')).toHaveLength(2)
  expect(row).toContain(';0042;')
  expect(row).toContain(';1234,5;')
  expect((await exported('comma'))[0]).toBe(header)

  const environment = { ...tenant.environment, LC_ALL: 'de_DE.UTF-8' }
  const command = ['report', 'users', '--format', 'csv', '--separator']
  const local = await runCommand([...command, 'auto'], environment)
  expect(local.stdout).toContain('"Berg; Ada";')
  const refused = await runCommand(['report', 'users', '--format', 'json', '--separator', ';'], environment)
  expect([refused.status, refused.stdout]).toEqual([2, ''])
})
