import { expect, test } from 'vitest'
import { identifier, join, literal, raw, sql } from '../../../electron/core/database/sql.ts'

test('a value never becomes part of the text', () => {
  const name = "Robert'); drop table user; --"
  expect(sql`select * from user where display_name = ${name} and rows = ${3}`).toEqual({
    text: 'select * from user where display_name = ? and rows = ?',
    values: [name, 3],
  })
})

test('a statement within a statement brings its values along in order', () => {
  const inner = sql`a = ${1}`
  expect(sql`select ${0} where ${inner} and b = ${null}`).toEqual({
    text: 'select ? where a = ? and b = ?',
    values: [0, 1, null],
  })
})

test('statements are joined with their values', () => {
  expect(join([sql`a = ${1}`, raw('b'), sql`c = ${'x'}`], ' and ')).toEqual({
    text: 'a = ? and b and c = ?',
    values: [1, 'x'],
  })
  expect(join([], ', ')).toEqual({ text: '', values: [] })
})

test('names and literals are quoted', () => {
  expect(identifier('a"b').text).toBe('"a""b"')
  expect(literal("it's").text).toBe("'it''s'")
})
