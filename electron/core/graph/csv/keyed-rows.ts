import type { UsageReport } from '../catalogue/types.ts'
import { CellFields } from './cell-fields.ts'
import { NewestDay } from './days.ts'
import type { ReportLayout } from './header.ts'
import { escapedRoom, JsonWriter } from './json-writer.ts'
import { createKeyWriter } from './keys.ts'
import { batchBytes, findingsOf, noRows, type RowWriter, roomBetween, rowsPerBatch } from './row-writer.ts'
import { emptySpan } from './span.ts'

const comma = 0x2c
const closingBracket = 0x5d
const openingBrace = 0x7b
const closingBrace = 0x7d

/**
 * Writes rows that are told apart by more than a person: the UTF-8 bytes of a JSON object `{"key\titem":[…],…}`, each row as
 * `StagedReportRow` tells.
 */
export function createKeyedRows(
  report: UsageReport,
  layout: ReportLayout,
  onBatch: (rows: Uint8Array) => void,
  latestDay: string,
): RowWriter {
  const out = new JsonWriter(batchBytes * 2)
  const keys = createKeyWriter(report, out, latestDay)
  const cells = new CellFields(layout, out, latestDay)
  const refresh = new NewestDay(latestDay)
  const [key, item, field] = [emptySpan(), emptySpan(), emptySpan()]
  const counts = noRows()
  let batched = 0

  const flush = (): void => {
    if (batched === 0) return
    out.byte(closingBrace)
    batched = 0
    onBatch(out.take())
  }

  return {
    write: (scanner, bytes) => {
      out.reserve(escapedRoom(scanner.recordBytes) * 2 + roomBetween(layout))
      if (scanner.fieldCount !== layout.columns) counts.ragged += 1
      scanner.field(bytes, layout.refreshField, field)
      const isDated = refresh.see(field)
      scanner.field(bytes, layout.keyField, key)
      scanner.field(bytes, layout.itemField, item)
      const before = out.length
      out.byte(batched === 0 ? openingBrace : comma)
      if (!keys.write(key, item)) {
        out.length = before
        counts.dropped += 1
        return
      }
      counts.unreadable += cells.write(scanner, bytes)
      if (!isDated || cells.lostActivity) counts.unreadableRows += 1
      out.byte(closingBracket)
      counts.rows += 1
      batched += 1
      if (batched === rowsPerBatch || out.length > batchBytes) flush()
    },
    end: () => {
      flush()
      return findingsOf(layout, counts, refresh, keys.concealedRows())
    },
  }
}
