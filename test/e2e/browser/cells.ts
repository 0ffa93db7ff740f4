import type { Locator } from 'playwright'

/**
 * What a grid or table shows: the texts of its rows under the titles of its columns, as they are read.
 *
 * @param wanted the titles of the columns, in the order in which their cells are wanted
 */
export async function shownCells(grid: Locator, wanted: readonly string[]): Promise<string[][]> {
  const titles = (await grid.getByRole('columnheader').allInnerTexts()).map(text => text.trim())
  const places = wanted.map(title => titles.indexOf(title))
  const missing = wanted.filter((_, index) => places[index] === -1)
  if (missing.length > 0)
    throw new Error(`There is no column ${missing.join(', ')} in: ${titles.join(', ')}.`)
  const rows = await grid.getByRole('row').all()
  const cells = await Promise.all(
    rows.map(row => row.locator('[role="gridcell"], [role="cell"], td').allInnerTexts()),
  )
  return cells
    .filter(texts => texts.length > 0)
    .map(texts => places.map(place => (texts[place] ?? '').trim()))
}
