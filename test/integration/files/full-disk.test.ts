import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test.skipIf(process.platform === 'win32')(
  'without disk space saving is refused, the old list stays, and logging disturbs nobody',
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'm365-connector-'))
    const script = join(import.meta.dirname, 'fill-disk.ts')
    // A limit on the size of each file stands in for a full disk; the shell counts it in blocks of 512 bytes.
    const command = `ulimit -f 16; exec "${process.execPath}" "${script}" "${home}"`
    const outcome = JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' }))
    expect(outcome).toMatchObject({ saved: { code: 'diskFull' }, names: ['Contoso'] })
    expect(outcome.saved.fix).toContain('Free some space')
    expect((await readdir(home)).sort()).toEqual(['connectors.json', 'data', 'exports', 'logs'])
    await rm(home, { recursive: true })
  },
)
