import { describe, expect, test } from 'vitest'
import type { SyncRun } from '../../../electron/contract/sync.ts'
import { attentionOf, isPressing, unreported } from '../../../electron/core/schedule/attention.ts'
import { at, connectorId, datasetResult, runAt, wireError } from './support.ts'

const now = at('2026-11-23T12:00:00Z')
const connector = { id: connectorId, name: 'Contoso', credential: 'secret' } as const

function find(runs: SyncRun[], secretExpiresOn: string | null = null, time = now) {
  return attentionOf({ connector, runs, secretExpiresOn, refusal: null, ending: [] }, time)
}

const kinds = (runs: SyncRun[]) => find(runs).map(({ attention }) => attention.kind)
const failed = (time: string, code: Parameters<typeof wireError>[0]) =>
  runAt(time, { status: 'failed', error: wireError(code, { step: 'secret' }) })

test('a keychain that does not answer needs a person at once, and is one cause however often it is met', () => {
  const facts = { connector, runs: [runAt('2026-11-22T06:00:00Z')], secretExpiresOn: null, ending: [] }
  const refused = (code: Parameters<typeof wireError>[0]) =>
    attentionOf({ ...facts, refusal: wireError(code) }, now)
  const [finding] = refused('keychainUnavailable')
  expect(finding?.attention).toMatchObject({
    kind: 'syncFailing',
    title: 'Contoso could not be synced',
    message: 'It did not work. Do this.',
  })
  const first = unreported(refused('keychainUnavailable'), [])
  expect(first.raise).toHaveLength(1)
  expect(unreported(refused('keychainUnavailable'), first.reported).raise).toEqual([])
  expect(refused('syncRunning')).toEqual([])
})

test('an exclusion is a line two weeks before it ends, beside everything else, and is not pressing', () => {
  const facts = { connector, runs: [], secretExpiresOn: '2026-11-24', refusal: null }
  const of = (...days: string[]) =>
    attentionOf({ ...facts, ending: days.map((endsOn, index) => ({ exclusionId: index, endsOn })) }, now)
  const rotates = { kind: 'secretExpiring', hash: `#/tenants?rotate=${connectorId}` }
  expect(of().map(({ attention }) => attention)).toMatchObject([rotates])
  const [secret, one] = of('2026-12-07')
  expect(secret?.attention.kind).toBe('secretExpiring')
  expect(one?.attention).toMatchObject({
    kind: 'exclusionEnding',
    title: 'An exclusion from the savings of Contoso ends in 14 days',
    hash: `#/savings/excluded?connector=${connectorId}`,
  })
  const many = of('2026-11-23', '2026-12-01')[1]
  expect(many?.attention.title).toBe('2 exclusions from the savings of Contoso end, the first today')
  expect(many?.attention.id).toBe(one?.attention.id)
  expect(of('2026-12-07').map(({ attention }) => isPressing(attention))).toEqual([true, false])
})

describe('refused credentials', () => {
  test('need a person at once, and lead to the step that is to blame', () => {
    const [finding] = find([failed('2026-11-23T06:00:00Z', 'signInRefused')])
    expect(finding?.attention).toMatchObject({
      kind: 'credentialsRefused',
      connector: connectorId,
      title: 'Contoso cannot sign in',
      message: 'It did not work. Do this.',
      hash: `#/setup/secret?connector=${connectorId}`,
    })
  })

  test('are still refused when nobody could ask since', () => {
    const runs = [failed('2026-11-24T06:00:00Z', 'offline'), failed('2026-11-23T06:00:00Z', 'secretExpired')]
    expect(kinds(runs)).toEqual(['credentialsRefused'])
  })

  test('are in order again after a sync that signed in', () => {
    expect(kinds([runAt('2026-11-24T06:00:00Z'), failed('2026-11-23T06:00:00Z', 'secretExpired')])).toEqual(
      [],
    )
  })
})

describe('a secret that expires', () => {
  test.each([
    ['2026-12-24', null],
    ['2026-12-23', 'expires in 30 days'],
    ['2026-12-01', 'expires in 8 days'],
    ['2026-11-24', 'expires tomorrow'],
    ['2026-11-23', 'expires today'],
    ['2026-11-22', 'has expired'],
  ])('on %s is told in words', (day, words) => {
    const [finding] = find([], day)
    expect(finding?.attention.title ?? null).toBe(words === null ? null : `The secret of Contoso ${words}`)
  })

  test('is told once at 30, 14, 7 and 1 days and when it has expired', () => {
    let reported: string[] = []
    const days: number[] = []
    for (let daysLeft = 40; daysLeft >= -5; daysLeft -= 1) {
      const time = at('2027-01-15T08:00:00Z') - daysLeft * 86_400_000
      const result = unreported(find([], '2027-01-15', time), reported)
      if (result.raise.length > 0) days.push(daysLeft)
      reported = result.reported
    }
    expect(days).toEqual([30, 14, 7, 1, -1])
  })

  test('is not told again when the program is started anew on the same day', () => {
    const findings = find([], '2026-11-30')
    const first = unreported(findings, [])
    expect(first.raise).toHaveLength(1)
    expect(unreported(findings, first.reported).raise).toEqual([])
  })
})

describe('a dataset that fails', () => {
  const run = (time: string, ...names: string[]) =>
    runAt(time, {
      status: 'partial',
      datasets: ['users', 'licenses'].map(name =>
        datasetResult(name, names.includes(name) ? wireError('invalidAnswer') : null),
      ),
    })

  test('once needs nobody', () => {
    expect(kinds([run('2026-11-23T06:00:00Z', 'users'), run('2026-11-22T06:00:00Z')])).toEqual([])
  })

  test('twice in a row needs a person, with its cause and fix', () => {
    const [finding] = find([run('2026-11-23T06:00:00Z', 'users'), run('2026-11-22T06:00:00Z', 'users')])
    expect(finding?.attention).toMatchObject({
      kind: 'datasetFailing',
      title: 'A dataset of Contoso failed twice in a row',
      message: 'Users: It did not work. Do this. The last good data is shown until then.',
      hash: `#/sync?connector=${connectorId}`,
    })
  })

  test('counts as in a row when it was not asked for in between', () => {
    const other = runAt('2026-11-23T00:00:00Z', { datasets: [datasetResult('licenses', null)] })
    const runs = [run('2026-11-23T06:00:00Z', 'users'), other, run('2026-11-22T06:00:00Z', 'users')]
    expect(kinds(runs)).toEqual(['datasetFailing'])
  })

  test('after another one is told as well, together with it', () => {
    const one = find([run('2026-11-23T06:00:00Z', 'users'), run('2026-11-22T06:00:00Z', 'users')])
    const { reported } = unreported(one, [])
    const both = ['users', 'licenses']
    const two = find([run('2026-11-25T06:00:00Z', ...both), run('2026-11-24T06:00:00Z', ...both)])
    const { raise } = unreported(two, reported)
    expect(raise.map(({ title }) => title)).toEqual(['2 datasets of Contoso failed twice in a row'])
  })

  test('is told again when it comes back after it was cured', () => {
    const findings = find([run('2026-11-23T06:00:00Z', 'users'), run('2026-11-22T06:00:00Z', 'users')])
    const { reported } = unreported(findings, [])
    expect(unreported(findings, unreported([], reported).reported).raise).toHaveLength(1)
  })
})

describe('a sync that fails as a whole', () => {
  test('for want of a network needs nobody, however often', () => {
    const runs = ['2026-11-23T06:00:00Z', '2026-11-22T06:00:00Z', '2026-11-21T06:00:00Z']
    expect(kinds(runs.map(time => failed(time, 'offline')))).toEqual([])
  })

  test('twice for a reason that stays needs a person', () => {
    const runs = ['2026-11-23T06:00:00Z', '2026-11-22T06:00:00Z'].map(time => failed(time, 'diskFull'))
    expect(kinds(runs)).toEqual(['syncFailing'])
  })

  test('because a certificate is not trusted leads to the settings', () => {
    const runs = ['2026-11-23T06:00:00Z', '2026-11-22T06:00:00Z'].map(time => failed(time, 'tlsUntrusted'))
    expect(find(runs)[0]?.attention.hash).toBe('#/settings/network')
  })

  test('because somebody stopped it needs nobody', () => {
    const stopped = (time: string) => runAt(time, { status: 'cancelled', error: wireError('cancelled') })
    expect(kinds([stopped('2026-11-23T06:00:00Z'), stopped('2026-11-22T06:00:00Z')])).toEqual([])
  })
})
