import type { ReportColumn } from '../../../contract/reports.ts'

type Style = { name: ReportColumn['type'] | 'header'; format: string }

/** The cell formats in the order of their numbers. The first is that of every cell without one. */
const styles: readonly Style[] = [
  { name: 'flag', format: 'General' },
  { name: 'text', format: '@' },
  { name: 'header', format: '@' },
  { name: 'integer', format: '#,##0' },
  { name: 'number', format: 'General' },
  { name: 'date', format: 'yyyy\\-mm\\-dd' },
  { name: 'time', format: 'yyyy\\-mm\\-dd\\ hh:mm' },
  { name: 'money', format: '#,##0.00' },
  { name: 'percent', format: '0.0' },
]

/** Numbers below belong to Excel's own formats. */
const firstFormat = 164

export function styleOf(name: Style['name']): number {
  return Math.max(
    0,
    styles.findIndex(style => style.name === name),
  )
}

export function stylesXml(): string {
  const formats = styles.map(
    ({ format }, index) => `<numFmt numFmtId="${firstFormat + index}" formatCode="${format}"/>`,
  )
  const cells = styles.map(
    ({ name }, index) =>
      `<xf numFmtId="${firstFormat + index}" fontId="${name === 'header' ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${styles.length}">${formats.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}
