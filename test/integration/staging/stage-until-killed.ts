import { openSyncStore } from '../../../electron/platform/sqlite/worker/index.ts'
import { calm, mailHeader, mailRows, peoplePage, streamOf } from './support.ts'

/** A program that stages people page by page and reports beside them until somebody kills it. */
const [file = ''] = process.argv.slice(2)
const store = await openSyncStore({ file })
const left = await store.recover()
const people = left.find(({ dataset }) => dataset === 'users')
if (people === undefined) {
  await store.begin('users', { mode: 'full', chains: [{ chain: 'all', firstLink: 'page:0' }], notes: {} })
}
const pageSize = 50

async function stagePeople(): Promise<void> {
  for (let page = (people?.rows ?? 0) / pageSize; ; page += 1) {
    const ids = Array.from({ length: pageSize }, (_, index) => `person-${page * pageSize + index}`)
    await store.page('users', 'all', 'users', peoplePage(ids, `page:${page + 1}`))
    process.stdout.write(`${page + 1}\n`)
  }
}

async function stageReports(): Promise<void> {
  for (;;) {
    await store.begin('usage.email_activity', { mode: 'full', chains: [], notes: {} })
    await store.report('usage.email_activity', streamOf(`${mailHeader}\n`, mailRows(20_000)), calm())
    await store.complete('usage.email_activity', {})
  }
}

await Promise.all([stagePeople(), stageReports()])
