import { describe, expect, test } from 'vitest'
import { cloudNames } from '../../../electron/contract/connectors.ts'
import { checklistSteps } from '../../../electron/contract/setup/checks.ts'
import { extraPermissions, recommendedChoice } from '../../../electron/contract/setup/names.ts'
import type { PermissionChoice } from '../../../electron/contract/setup/setup.ts'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { allDatasets, dataSources } from '../../../electron/core/datasets/index.ts'
import { permissions, roleName, usefulPermissions } from '../../../electron/core/datasets/permissions.ts'
import { createChecklist } from '../../../electron/core/setup/checklist.ts'
import { chosenPermissions } from '../../../electron/core/setup/permissions.ts'
import { portalAddress } from '../../../electron/core/setup/portal.ts'

const custom = { loginUrl: 'https://localhost:8443', graphUrl: 'https://localhost:8444' }
const clientId = '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const checklist = (choice: PermissionChoice = recommendedChoice) =>
  createChecklist({ cloud: resolveCloud('global', custom), clientId, company: 'Contoso', choice })
const textOf = (id: string) => JSON.stringify(checklist().find(item => item.id === id))

describe('the checklist', () => {
  test('has the product’s steps in order', () => {
    expect(checklist().map(({ number }) => number)).toEqual(['', '1', '2', '3a', '3b', '3c', '4', '5', '6'])
  })

  test('says who may do what', () => {
    expect(textOf('before')).toContain('Users can register applications')
    expect(textOf('register')).toContain('Application Developer')
    expect(textOf('consent')).toContain('Application Administrators cannot for Graph permissions')
  })

  test('says every value of the product text', () => {
    expect(textOf('register')).toContain('Accounts in this organizational directory only')
    expect(textOf('register')).toContain('"value":"http://localhost"')
    expect(textOf('delegated')).toContain('clear `User.Read` if it is selected')
    expect(textOf('consent')).toContain('Grant admin consent for Contoso')
    expect(textOf('secret')).toContain('copy its **Value**')
    expect(textOf('copyIds')).toContain('Directory (tenant) ID')
    expect(textOf('enterValues')).toContain('Client ID ← Application (client) ID')
  })

  test('has a common mistake and somebody responsible for each step', () => {
    for (const { mistakes, who } of checklist()) {
      expect(mistakes.length).toBeGreaterThan(0)
      expect(who).not.toBe('')
    }
  })

  test('answers for every step that an admin can mend in the portal', () => {
    const answered = checklist().flatMap(({ steps }) => steps)
    const elsewhere = ['conditionalAccess', 'network', 'service', 'app', 'reportSettings']
    expect([...new Set([...answered, ...elsewhere])].sort()).toEqual([...checklistSteps].sort())
  })

  test.each(cloudNames)('leads to the portal of the cloud %s', name => {
    const cloud = resolveCloud(name, custom)
    for (const { link } of createChecklist({ cloud, clientId, company: null, choice: recommendedChoice })) {
      if (link !== null) expect(new URL(link.address).origin).toBe(cloud.portalUrl)
    }
    expect(portalAddress(cloud, 'credentials', clientId)).toContain(`/appId/${clientId}/`)
    expect(portalAddress(cloud, 'credentials', null)).toContain('ApplicationsListBlade')
  })
})

describe('permissions', () => {
  test('have distinct ids, and names that their ids lead back to', () => {
    const ids = Object.values(permissions).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const name of usefulPermissions) expect(roleName(permissions[name].id.toUpperCase())).toBe(name)
    expect(roleName('11111111-2222-4333-8444-555555555555')).toBe('11111111-2222-4333-8444-555555555555')
  })

  test.each<[PermissionChoice, readonly string[]]>([
    [{ base: 'broad', usage: false, extras: [] }, ['Directory.Read.All']],
    [
      { base: 'narrow', usage: true, extras: [] },
      ['Organization.Read.All', 'User.Read.All', 'Reports.Read.All'],
    ],
    [
      { base: 'broad', usage: true, extras: extraPermissions },
      ['Directory.Read.All', 'Reports.Read.All', 'AuditLog.Read.All', 'ReportSettings.Read.All'],
    ],
  ])('of the choice %j are exactly those', (choice, expected) => {
    expect(chosenPermissions(choice)).toEqual(expected)
    expect(
      checklist(choice)
        .find(({ id }) => id === 'application')
        ?.values.map(({ value }) => value),
    ).toEqual(expected)
  })

  test('are the same for a check as for the dataset that it stands for', () => {
    const datasets = allDatasets()
    const names = {
      'data.organization': 'organization',
      'data.licenses': 'licenses',
      'data.users': 'users',
      'data.renewals': 'renewals',
      'data.signIns': 'sign_in_activity',
      'data.registration': 'registration',
    } as const
    for (const [probe, dataset] of Object.entries(names)) {
      const wanted = datasets.find(({ id }) => id === dataset)?.permissions
      expect(
        [...(dataSources.find(({ probe: { check } }) => check === probe)?.permissions ?? [])].sort(),
      ).toEqual([...(wanted ?? [])].sort())
    }
    const usage = dataSources.find(({ probe }) => probe.check === 'data.usage')?.permissions
    for (const { group, permissions: wanted } of datasets) {
      if (group !== 'directory') expect(wanted).toEqual(usage)
    }
  })
})
