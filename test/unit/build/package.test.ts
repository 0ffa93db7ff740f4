import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nativeCodeProblem } from '../../../build/after-pack.mjs'
import { publishProblem } from '../../../build/dist.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')

describe('a package', () => {
  const natives = (target: string) => [
    `node_modules/better-sqlite3/prebuilds/${target}.node`,
    `node_modules/keytar/prebuilds/${target}/keytar.node`,
  ]

  test.each(['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'win32-x64', 'win32-arm64'])(
    'for %s carries its own native code, which is there to be packed',
    target => {
      expect(nativeCodeProblem(natives(target), target)).toBeNull()
      for (const file of natives(target)) expect(readFileSync(join(root, file)).length).toBeGreaterThan(0)
      const [system] = target.split('-')
      expect(config).toContain(`        - node_modules/better-sqlite3/prebuilds/${system}-\${arch}.node\n`)
      expect(config).toContain(`        - node_modules/keytar/prebuilds/${system}-\${arch}/**\n`)
    },
  )

  test('with the native code of another system, twice or not at all, is refused', () => {
    const wanted = 'win32-x64'
    expect(nativeCodeProblem(natives('linux-x64'), wanted)).toContain('better-sqlite3')
    expect(nativeCodeProblem(natives(wanted).slice(0, 1), wanted)).toContain('keytar once, and holds: none')
    expect(nativeCodeProblem([...natives(wanted), ...natives('linux-x64')], wanted)).toContain('linux-x64')
    expect(nativeCodeProblem([...natives(wanted), 'node_modules/other/a.node'], wanted)).toContain('1 native')
  })

  test('for Debian has a homepage and a maintainer, and the desktop knows its windows', () => {
    const { homepage, desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(homepage).toMatch(/^https:\/\//)
    expect(desktopName).toBe('m365-connector.desktop')
    expect(config).toMatch(/^ {2}maintainer: .+ <.+@.+>$/m)
  })

  test('for Apple silicon is signed again after its switches were burnt in', () => {
    expect(config).toMatch(/^ {2}resetAdHocDarwinSignature: true$/m)
  })
})

describe('publishing', () => {
  test.each([[['--publish', 'always']], [['--publish=always']], [['-p', 'onTag']]])(
    'with %j is refused without a signature',
    extra => {
      expect(publishProblem(extra, {})).toContain('signed')
      expect(publishProblem(extra, { CSC_LINK: '', WIN_CSC_LINK: ' ' })).toContain('signed')
      expect(publishProblem(extra, { CSC_LINK: 'file.p12' })).toBeNull()
      expect(publishProblem(extra, { CSC_LINK: '', WIN_CSC_LINK: 'file.pfx' })).toBeNull()
    },
  )

  test.each([[['--linux', 'dir']], [['--publish', 'never']], [['--publish=never']]])(
    'is not asked for by %j',
    extra => {
      expect(publishProblem(extra, {})).toBeNull()
    },
  )
})
