import type { FileHandle } from 'node:fs/promises'
import type { Cell, ReportColumn } from '../../contract/reports.ts'
import { sheetXml, stylesXml, xmlText } from '../../core/export/worksheet.ts'
import { createZipWriter } from './zip.ts'

type Sheet = {
  title: string
  columns: readonly ReportColumn[]
  batches: Iterable<readonly Cell[][]>
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const packaging = 'http://schemas.openxmlformats.org/package/2006'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const contentTypes = `${declaration}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/></Types>`

const rootRelations = `${declaration}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const workbookRelations = `${declaration}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`

/** Excel takes neither these characters in a sheet's name nor more than 31 of them. */
function sheetName(title: string): string {
  const name = Array.from(title.replaceAll(/[[\]:*?/\\]/g, ' '))
    .slice(0, 31)
    .join('')
    .trim()
  return name === '' ? 'Report' : name
}

const workbookXml = (title: string): string =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${xmlText(sheetName(title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`

/**
 * Writes a workbook of one sheet into an empty file (Office Open XML, ECMA-376), row by row: what is in
 * memory at a time is one batch. The writers at hand keep the whole sheet, which takes gigabytes at 200,000
 * rows.
 */
export async function writeWorkbook(file: FileHandle, { title, columns, batches }: Sheet): Promise<void> {
  const zip = createZipWriter(file)
  await zip.add('[Content_Types].xml', [contentTypes])
  await zip.add('_rels/.rels', [rootRelations])
  await zip.add('xl/workbook.xml', [workbookXml(title)])
  await zip.add('xl/_rels/workbook.xml.rels', [workbookRelations])
  await zip.add('xl/styles.xml', [stylesXml()])
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(columns, batches))
  await zip.finish()
}
