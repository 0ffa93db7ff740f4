import { existsSync, globSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { anchors, linkTargets, readText, root } from './markdown.ts'

const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root })
  .map(path => path.replaceAll('\\', '/'))
  .sort()

/** Why a link leads nowhere; null when it leads somewhere or to another site. */
function problemOf(path: string, target: string): string | null {
  if (/^https:\/\//.test(target)) return null
  if (/^[a-z]+:/i.test(target)) return 'is not https'
  const [file = '', anchor] = target.split('#', 2)
  const goal = file === '' ? path : normalize(join(dirname(path), file)).replaceAll('\\', '/')
  if (goal.startsWith('..')) return 'leads out of the project'
  if (!existsSync(join(root, goal))) return 'leads to no file'
  if (anchor === undefined) return null
  return anchors(readText(goal)).includes(anchor) ? null : 'leads to no heading'
}

test.each(pages)('every link of %s leads somewhere', path => {
  const problems = linkTargets(readText(path)).flatMap(target => {
    const problem = problemOf(path, target)
    return problem === null ? [] : [`${target} ${problem}`]
  })
  expect(problems).toEqual([])
})

test('the check sees a link that leads nowhere', () => {
  expect(linkTargets('[a](b.md) ![c](d.png "e") `[no](link.md)`')).toEqual(['b.md', 'd.png'])
  expect(problemOf('README.md', 'docs/nowhere.md')).toBe('leads to no file')
  expect(problemOf('README.md', 'docs/README.md#nowhere')).toBe('leads to no heading')
  expect(problemOf('docs/README.md', '../../elsewhere.md')).toBe('leads out of the project')
  expect(problemOf('README.md', 'http://example.com')).toBe('is not https')
})

test('the index links every page of the documentation', () => {
  const linked = linkTargets(readText('docs/README.md')).map(target => normalize(join('docs', target)))
  const own = pages.filter(path => path.startsWith('docs/') && !/README\.md$|^docs\/adr\//.test(path))
  expect(own.filter(path => !linked.includes(path))).toEqual([])
})

test('no page shouts', () => {
  const shouting = pages.filter(path => {
    const text = readText(path).replaceAll(/```[\s\S]*?```|`[^`\n]*`|!\[/g, '')
    return /!|\p{Extended_Pictographic}/u.test(text)
  })
  expect(shouting).toEqual([])
})
