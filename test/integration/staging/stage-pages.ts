import { setEnvironmentData } from 'node:worker_threads'
import { openSyncStore } from '../../../electron/platform/sqlite/worker/index.ts'
import { calm, mailHeader, mailRows, peoplePage, streamOf } from './support.ts'

/**
 * A program that stages four pages of people, then a report, and is ended in the middle of it. Arguments: the
 * database beside which it stages, and the order for `test/support/kill/worker.ts`.
 */
const [file = '', order = ''] = process.argv.slice(2)
setEnvironmentData('kill', JSON.parse(order))
const workerScript = new URL('../../support/kill/worker.ts', import.meta.url)
const store = await openSyncStore({ file, workerScript })
await store.begin('users', { mode: 'full', chains: [{ chain: 'all', firstLink: 'page:0' }], notes: {} })
for (let page = 0; page < 4; page += 1) {
  const ids = Array.from({ length: 50 }, (_, index) => `person-${page * 50 + index}`)
  await store.page('users', 'all', 'users', peoplePage(ids, `page:${page + 1}`))
}
await store.begin('usage.email_activity', { mode: 'full', chains: [], notes: {} })
await store.report('usage.email_activity', streamOf(`${mailHeader}\n`, mailRows(5000)), calm())
await store.complete('usage.email_activity', {})
await store.close()
