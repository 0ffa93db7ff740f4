import { writeFile } from 'node:fs/promises'
import type { Connector } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import { readChanges } from '../../core/changes/read.ts'
import { AppError } from '../../core/errors.ts'
import { readProduct } from '../../core/product-page/read.ts'
import { renewalCalendar } from '../../core/renewals/calendar.ts'
import { readRenewals } from '../../core/renewals/read.ts'
import { renewalPlan } from '../../core/savings/answers/renewals.ts'
import { readUser } from '../../core/user-page/read.ts'
import type { DataFolder } from '../../platform/files/data-folder.ts'
import { reserveExport, safeFileName } from '../../platform/files/exports.ts'
import { demoConnectorId } from '../demo.ts'
import type { Services } from '../services.ts'
import { openData } from './open-data.ts'

type Methods = 'users.get' | 'licenses.get' | 'changes.between' | 'renewals.list' | 'renewals.export'

/** What the pages of a user and a product show, and the screens of changes and renewals. */
export function pageHandlers(services: Services, folder: DataFolder): Pick<Handlers, Methods> {
  const open = (reference: string) => openData(services, reference)
  return {
    'users.get': async ({ connector: reference, user }) => {
      const { connector, reader } = await open(reference)
      const found = reader.insight(context => readUser(context, user))
      if (found === null) throw unknownItem('The tenant has no such user.')
      return { ...found, entraUrl: entraUrl(services, connector, found.userId) }
    },
    'licenses.get': async ({ connector, product }) => {
      const { reader } = await open(connector)
      const found = reader.insight(context => readProduct(context, product))
      if (found === null) throw unknownItem('The tenant has no such product.')
      return found
    },
    'changes.between': async ({ connector, ...asked }) => {
      const { reader } = await open(connector)
      return reader.insight(context => readChanges(context, asked))
    },
    'renewals.list': async ({ connector }) => (await open(connector)).reader.insight(readRenewals),
    'renewals.export': async ({ connector: reference }) => {
      const { connector, reader } = await open(reference)
      const { renewals, today } = reader.insight(readRenewals)
      const dated = renewals.filter(({ date, isFree, isTrial }) => date !== null && (!isFree || isTrial))
      await folder.ensure()
      const name = safeFileName([connector.name, 'renewals', today], 'ics')
      const file = await reserveExport(folder.exports, name)
      const plan = reader.insight(context => renewalPlan(context.reader, today))
      const rows = new Map(plan.map(row => [row.subscriptionId, row]))
      const text = renewalCalendar(dated, connector.name, services.clock.now(), rows)
      await writeFile(file, text)
      return { file, rows: text.match(/^BEGIN:VEVENT/gm)?.length ?? 0 }
    },
  }
}

/** The demo tenant is in no admin center. */
function entraUrl(services: Services, { id, cloud }: Connector, userId: string): string | null {
  if (id === demoConnectorId) return null
  const { adminCenterUrl } = services.cloudNamed(cloud)
  return `${adminCenterUrl}/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${userId}`
}

function unknownItem(message: string): AppError {
  return new AppError('notFound', message, {
    fix: 'It may be gone since the list was shown. Go back and look at the list again.',
  })
}
