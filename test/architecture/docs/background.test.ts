import { expect, test } from 'vitest'
import { attentionKinds } from '../../../electron/contract/background.ts'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'
import { codeWords, readText, section, tables } from './markdown.ts'

const page = readText('docs/background.md')

test('every setting is listed with its default, and no other', () => {
  const [rows = []] = tables(section(page, 'Settings'))
  const documented = rows.map(row => [
    codeWords(row['setting'] ?? '')[0],
    JSON.parse(codeWords(row['default'] ?? '')[0] ?? ''),
  ])
  const existing = Object.entries(defaultSettings).flatMap(([group, values]) =>
    Object.entries(values).map(([key, value]) => [`${group}.${key}`, value]),
  )
  expect(documented).toEqual(existing)
})

test('every kind of attention is listed, and no other', () => {
  const [rows = []] = tables(section(page, 'What needs a person'))
  expect(rows.map(row => codeWords(row['kind'] ?? '')[0])).toEqual([...attentionKinds])
})
