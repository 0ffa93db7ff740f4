import { openTenantDatabase } from '../../../../electron/platform/sqlite/tenant.ts'

/**
 * Publishes two versions of a tenant in turns until it is killed. Arguments: the database and the two staging files. Says `published` on a
 * line of its own after each.
 */
const [file = '', ...stagingFiles] = process.argv.slice(2)
const writer = openTenantDatabase(file)
for (let round = 0; ; round += 1) {
  const stagingFile = stagingFiles[round % stagingFiles.length] ?? ''
  writer.publish([stagingFile], {
    runId: round + 1,
    at: new Date().toISOString(),
    datasets: ['users', 'licenses', 'usage.email_activity', 'usage.teams_user_activity'].map(dataset => ({
      dataset,
      mode: 'full',
      state: { succeededAt: new Date().toISOString(), fingerprint: stagingFile },
    })),
  })
  process.stdout.write('published\n')
}
