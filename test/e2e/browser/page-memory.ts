import type { Page } from 'playwright'

/**
 * Everything that a page keeps or shows: its markup, the values of its fields, its storage and its address.
 */
export async function pageStateOf(page: Page): Promise<string> {
  return await page.evaluate<string>(`JSON.stringify([
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input, textarea')].map(field => field.value),
    { ...localStorage },
    { ...sessionStorage },
    history.state,
    location.href,
    document.cookie,
    performance.getEntries().map(entry => entry.name),
  ])`)
}

/** All strings in the page's memory that something still holds. */
export async function heapOf(page: Page): Promise<string> {
  await page.requestGC()
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('')
}
