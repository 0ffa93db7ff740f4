import type { Handlers } from '../../../contract/rpc/wire.ts'
import { findConnector } from '../../../core/connectors/find.ts'
import { readCoverage } from '../../../core/daily-activity/read.ts'
import { AppError } from '../../../core/errors.ts'
import type { DailyActivity } from '../../daily-activity.ts'
import type { Services } from '../../services.ts'

type Methods = 'activity.coverage' | 'activity.retrieve' | 'activity.stop'

export function activityHandlers(services: Services, daily: DailyActivity): Pick<Handlers, Methods> {
  const find = async (reference: string) => findConnector(await services.connectors.list(), reference)
  return {
    'activity.coverage': async ({ connector }) => {
      const { id } = await find(connector)
      const reader = await services.reader(id)
      return {
        enabled: await daily.isEnabled(),
        ...daily.phase(id),
        reports: reader?.insight(context => readCoverage(context.reader)) ?? [],
      }
    },
    'activity.retrieve': async ({ connector }) => {
      const found = await find(connector)
      if (!(await daily.isEnabled())) throw switchedOff()
      daily.begin(found)
      return daily.phase(found.id)
    },
    'activity.stop': async ({ connector }) => ({ stopped: await daily.stop((await find(connector)).id) }),
  }
}

function switchedOff(): AppError {
  return new AppError('badRequest', 'The retrieval of daily activity is switched off.', {
    fix: 'Switch on "Retrieve daily activity" in the settings first.',
  })
}
