import { describe, expect, test } from 'vitest'
import { recommendedChoice, setupItemIds } from '../../../electron/contract/setup/names.ts'
import { type PermissionChoice, SetupGuide, type SetupItem } from '../../../electron/contract/setup/setup.ts'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { createGuide } from '../../../electron/core/setup/guide.ts'

const noAddresses = { loginUrl: null, graphUrl: null }
const guideFor = (
  choice: PermissionChoice = recommendedChoice,
  cloud = resolveCloud('global', noAddresses),
) => createGuide({ cloud, clouds: [], choice, clientId: null, company: null })

describe('the guide', () => {
  test('fits its contract and has every line of the checklist in order', () => {
    const guide = SetupGuide.parse(guideFor())
    expect(guide.items.map(({ id }) => id)).toEqual([...setupItemIds])
  })

  test('offers option A, B and C with what each permission buys', () => {
    const { broad, narrow, least, usage } = guideFor().options
    expect(broad.map(({ name }) => name)).toEqual(['Directory.Read.All'])
    expect(narrow.map(({ name }) => name)).toEqual(['Organization.Read.All', 'User.Read.All'])
    expect(least.map(({ name }) => name)).toEqual(['LicenseAssignment.Read.All', 'User.Read.All'])
    for (const { buys } of [...broad, ...narrow, ...least, usage]) expect(buys).not.toBe('')
  })

  test('says which extra option A brings along', () => {
    const included = (choice: PermissionChoice) =>
      guideFor(choice)
        .options.extras.filter(extra => extra.included)
        .map(({ name }) => name)
    expect(included({ ...recommendedChoice, base: 'broad' })).toEqual(['Application.Read.All'])
    expect(included(recommendedChoice)).toEqual([])
  })

  test('puts the permissions to tick beside what each lights up', () => {
    const values = guideFor().items.find(({ id }) => id === 'application')?.values ?? []
    expect(values.map(({ value }) => value)).toContain('Reports.Read.All')
    for (const { about } of values) expect(about).not.toBe('')
  })

  test('has a rung for every permission, and says which the choice brings', () => {
    const rungs = guideFor({ base: 'narrow', usage: false, extras: [] }).ladder
    expect(rungs.filter(({ chosen }) => chosen).map(({ check }) => check)).toEqual([
      'data.organization',
      'data.licenses',
      'data.users',
      'data.renewals',
    ])
    expect(rungs.map(({ check }) => check)).toContain('data.usage')
    for (const { title, check, without } of rungs) {
      expect(without).not.toBe('')
      expect(title).not.toBe(check)
    }
  })

  test('promises no usage where the cloud has none', () => {
    const checks = guideFor(recommendedChoice, resolveCloud('china', noAddresses)).ladder.map(
      ({ check }) => check,
    )
    expect(checks).not.toContain('data.usage')
    expect(checks).not.toContain('names')
  })

  test('has one line at most that claims a check, and one at most for each step', () => {
    const { items } = guideFor()
    const claimed = (part: (item: SetupItem) => readonly string[]) => items.flatMap(part)
    for (const all of [claimed(({ checks }) => checks), claimed(({ steps }) => steps)]) {
      expect(new Set(all).size).toBe(all.length)
    }
  })
})
