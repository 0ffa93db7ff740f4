import { expect, test } from 'vitest'
import { foldedGlob } from '../../../electron/core/reports/query/text-match.ts'

test.each([
  ['é', '[éÉ]'],
  ['Ö1', '[Öö]1'],
  ['李', '李'],
  ['*', '[*]'],
  ['?[', '[?][[]'],
  ['ß', 'ß'],
  ['e\u0301', '[éÉ]'],
])('%s becomes the pattern %s', (text, pattern) => {
  expect(foldedGlob(text)).toBe(pattern)
})
