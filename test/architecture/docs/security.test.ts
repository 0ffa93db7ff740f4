import { expect, test } from 'vitest'
import { linkTargets, readText, tables } from './markdown.ts'

const page = readText('docs/security.md')
const statements = tables(page)
  .flat()
  .filter(row => 'statement' in row)

test.each(statements)('the test behind "$statement" exists', row => {
  const proof = row['proved by'] ?? ''
  const [target = ''] = linkTargets(proof)
  const [, title = ''] = /"([^"]+)"/.exec(proof) ?? []
  expect(target).toMatch(/^\.\.\/test\/.+\.tsx?$/)
  expect(title).not.toBe('')
  expect(readText(target.replace('../', ''))).toContain(title)
})

test('there are statements, and each is made once', () => {
  const texts = statements.map(row => row['statement'])
  expect(texts.length).toBeGreaterThan(20)
  expect(new Set(texts).size).toBe(texts.length)
})
