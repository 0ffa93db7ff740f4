import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codeRules } from './code-rules.ts'
import { cycleRules } from './cycle-rules.ts'
import { desktopRules } from './desktop-rules.ts'
import { houseRules, idleExceptions } from './house-rules.ts'
import { importRules } from './import-rules.ts'
import { loadProject, type Project } from './project.ts'
import type { Rule } from './rule.ts'
import { windowRules } from './window-rules.ts'

const repository = loadProject(join(import.meta.dirname, '..', '..'))

describe.each([...importRules, ...cycleRules, ...codeRules, ...desktopRules, ...houseRules, ...windowRules])(
  '$holds',
  rule => {
    test('in this repository', () => {
      expect(rule.violations(repository)).toEqual([])
    })

    test('and a file that breaks the rule is found', () => {
      const found = rule.violations(plantedProject(rule))
      const named = new Set(found.map(line => line.replace(/(:\d+)? .*$/, '')))
      expect([...named].sort()).toEqual([...rule.broken].sort())
    })
  },
)

test('every exception of a rule is still needed', () => {
  expect(idleExceptions(repository)).toEqual([])
})

function plantedProject(rule: Rule): Project {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-rule-'))
  try {
    for (const [path, text] of Object.entries(rule.planted)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return loadProject(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
