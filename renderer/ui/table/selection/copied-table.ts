import type { CopiedTable } from '../../copy-text.ts'

/** Cells as a program for tables and one for text take them from the clipboard. */
export function copiedTable(lines: readonly (readonly string[])[], hasTitles: boolean): CopiedTable {
  const text = lines.map(cells => cells.map(plainCell).join('\t')).join('\n')
  const [titles = [], ...rows] = hasTitles ? lines : [[], ...lines]
  const head = hasTitles ? `<tr>${titles.map(cell => `<th>${escapeMarkup(cell)}</th>`).join('')}</tr>` : ''
  const body = rows.map(cells => `<tr>${cells.map(cell => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`)
  return { text, html: `<table>${head}${body.join('')}</table>` }
}

/** A tab or a line break within a cell would begin another one. */
const plainCell = (cell: string) => cell.replace(/[\t\r\n]+/g, ' ')

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeMarkup = (text: string) => text.replace(/[&<>"]/g, sign => escapes[sign] ?? sign)
