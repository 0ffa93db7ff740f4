import { describe, expect, test } from 'vitest'
import {
  judgeLoopback,
  type LoopbackExpectation,
  type LoopbackRequest,
} from '../../../electron/core/identity/loopback/judge.ts'

const state = 'Zk3xQ0tq8n4uJv1yB7cD2w'
const expectation: LoopbackExpectation = { port: 51_234, state, mode: 'query' }
const answer: LoopbackRequest = {
  method: 'GET',
  target: `/?admin_consent=True&state=${state}`,
  host: 'localhost:51234',
  contentType: undefined,
  fetchMode: 'navigate',
  fetchDest: 'document',
  body: '',
}
const judged = (changes: Partial<LoopbackRequest>, mode: LoopbackExpectation['mode'] = 'query') => {
  const result = judgeLoopback({ ...answer, ...changes }, { ...expectation, mode })
  return result.kind === 'answer' ? 'answer' : result.reason
}

describe('a request to the loopback listener', () => {
  test('is the answer with the right state on the path of a bare host', () => {
    expect(judgeLoopback(answer, expectation)).toEqual({
      kind: 'answer',
      fields: { admin_consent: 'True', state },
    })
    expect(judged({ fetchMode: undefined, fetchDest: undefined })).toBe('answer')
  })

  test.each([
    ['no state', { target: '/?admin_consent=True' }, 'state'],
    ['another state', { target: `/?state=${state.slice(1)}` }, 'state'],
    ['the state twice', { target: `/?state=${state}&state=${state}` }, 'repeated'],
    ['two codes', { target: `/?state=${state}&code=a&code=b` }, 'repeated'],
    ['another path', { target: `/admin?state=${state}` }, 'path'],
    ['an absolute address', { target: `http://localhost:51234/?state=${state}` }, 'path'],
    ['a name that resolves to this computer', { host: 'evil.example:51234' }, 'host'],
    ['the address in the place of the name', { host: '127.0.0.1:51234' }, 'host'],
    ['another port', { host: 'localhost:51235' }, 'host'],
    ['no host', { host: undefined }, 'host'],
    ['a form', { method: 'POST' }, 'method'],
    ['HEAD', { method: 'HEAD' }, 'method'],
    ['a picture in another page', { fetchMode: 'no-cors', fetchDest: 'image' }, 'navigation'],
    ['a request of a script', { fetchMode: 'cors', fetchDest: 'empty' }, 'navigation'],
    ['a frame in another page', { fetchDest: 'iframe' }, 'navigation'],
  ])('is none with %s', (_, changes, reason) => {
    expect(judged(changes)).toBe(reason)
  })

  test('of a sign-in is a form', () => {
    const form = {
      method: 'POST',
      target: '/',
      contentType: 'application/x-www-form-urlencoded',
      body: `code=abc&state=${state}`,
    }
    expect(judged(form, 'formPost')).toBe('answer')
    expect(judged({ ...form, contentType: 'text/plain' }, 'formPost')).toBe('contentType')
    expect(judged({ ...form, body: 'code=abc&state=wrong' }, 'formPost')).toBe('state')
    expect(judged(answer, 'formPost')).toBe('method')
  })

  test('never answers for a listener without a state', () => {
    const result = judgeLoopback({ ...answer, target: '/?state=' }, { ...expectation, state: '' })
    expect(result).toMatchObject({ kind: 'refused', reason: 'state' })
  })
})
