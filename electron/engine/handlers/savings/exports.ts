import { writeFile } from 'node:fs/promises'
import type { Handlers } from '../../../contract/rpc/wire.ts'
import { AppError } from '../../../core/errors.ts'
import { lettersOf } from '../../../core/savings/answers/letters.ts'
import { priceFile } from '../../../core/savings/answers/prices.ts'
import { noteExported, readScriptWork } from '../../../core/savings/script/read-work.ts'
import { savingsScript } from '../../../core/savings/script/script.ts'
import type { DataFolder } from '../../../platform/files/data-folder.ts'
import { reserveExport, safeFileName } from '../../../platform/files/exports.ts'
import { noteSavings } from '../../../platform/sqlite/savings/changes.ts'
import type { Services } from '../../services.ts'
import { openData } from '../open-data.ts'

type Methods = 'savings.exportScripts' | 'savings.letters' | 'savings.writePrices'

/** Writes down for people outside the app what was decided about seats. */
export function savingsExportHandlers(services: Services, folder: DataFolder): Pick<Handlers, Methods> {
  const open = (reference: string) => openData(services, reference)
  return {
    'savings.letters': async ({ connector }) =>
      (await open(connector)).reader.insight(context => lettersOf(context.reader)),
    'savings.writePrices': async ({ connector: reference, unpriced }) => {
      const { connector, reader } = await open(reference)
      const { text, rows } = reader.insight(context => priceFile(context.reader, unpriced))
      const day = new Date(services.clock.now()).toISOString().slice(0, 10)
      await folder.ensure()
      const file = await reserveExport(folder.exports, safeFileName([connector.name, 'prices', day], 'csv'))
      // Without the mark Excel reads UTF-8 as the system's old encoding.
      await writeFile(file, `\uFEFF${text}`)
      return { file, rows }
    },
    'savings.exportScripts': async ({ connector: reference, decisions }) => {
      const { connector, reader } = await open(reference)
      const { id, name, cloud, tenantId } = connector
      const madeAt = new Date(services.clock.now()).toISOString()
      const day = madeAt.slice(0, 10)
      const work = reader.insight(context => readScriptWork(context.reader, decisions, day))
      if (work.files.length === 0) throw nothingToDo()
      // The module for PowerShell knows Microsoft's own clouds only.
      const { graphUrl } = services.cloudNamed(cloud === 'custom' ? 'global' : cloud)
      await folder.ensure()
      const files: string[] = []
      for (const people of work.files) {
        const file = await reserveExport(folder.exports, safeFileName([name, 'licenses', day], 'ps1'))
        await writeFile(file, savingsScript({ cloud, graphUrl, tenantId, madeAt, people }))
        files.push(file)
      }
      const seats = work.files.flat().flatMap(person => person.seats)
      const lock = await services.lock(id)
      try {
        const written = seats.map(({ decisionId }) => decisionId)
        noteSavings(services.databaseFile(id), writer => noteExported(writer, written, madeAt))
      } finally {
        await lock.release()
      }
      services.events.emit('reports.changed', { connector: id })
      return { files, people: work.files.flat().length, seats: seats.length, leftOut: work.leftOut }
    },
  }
}

function nothingToDo(): AppError {
  return new AppError('badRequest', 'No open decision removes or replaces a license.', {
    fix: 'Decide about candidates first: remove, or replace with a smaller product.',
  })
}
