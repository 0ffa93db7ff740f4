// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConnectorStatus, Input } from '../../../electron/contract/schemas.ts'
import { CallFailure } from '../../../renderer/bridge/bridge.ts'
import { connectorId, prepareWindow, renderApp, type TestBridge } from '../support.tsx'
import {
  check,
  clientId,
  open,
  paste,
  savedTenant,
  secret,
  secretField,
  secretId,
  sent,
  setupBridge,
  steps,
  tenantId,
} from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

/** Gives the organization its name and the IDs, then comes back to the secret. */
async function enter(bridge: TestBridge): Promise<void> {
  fireEvent.click(steps().getByRole('button', { name: /1 Who and where/ }))
  const name = await screen.findByLabelText('Name of the organization')
  fireEvent.change(name, { target: { value: 'Contoso' } })
  paste(`Tenant ID: ${tenantId}\nClient ID: ${clientId}`)
  await waitFor(() => expect(sent(bridge, 'setup.saveDraft').at(-1)).toMatchObject({ draft: { tenantId } }))
  fireEvent.click(steps().getByRole('button', { name: /Enter the values/ }))
  await screen.findByRole('heading', { level: 1, name: 'Secret or certificate' })
}

describe('the values', () => {
  test('are taken from a block that is pasted anywhere', async () => {
    await open('enterValues', setupBridge())
    paste(`Tenant ID: ${tenantId}\nClient ID: ${clientId}\nClient secret: ${secret}`)
    await screen.findByText('Taken from what you pasted: tenant ID, client ID, client secret.')
    expect(secretField().value).toBe(secret)
    expect(secretField().type).toBe('password')
    fireEvent.click(steps().getByRole('button', { name: /Copy the two IDs\s*, to do/ }))
    expect((await screen.findByLabelText<HTMLInputElement>(/^Tenant ID/)).value).toBe(tenantId)
    expect(screen.getByLabelText<HTMLInputElement>(/^Client ID/).value).toBe(clientId)
    const line = screen.getByRole('heading', { level: 2, name: /Copy the two IDs/ })
    expect(document.activeElement).toBe(line)
  })

  test('pasted on another step keep the IDs and drop the secret', async () => {
    const bridge = setupBridge()
    await open('copyIds', bridge)
    paste(`Tenant ID: ${tenantId}\nClient secret: ${secret}`)
    await screen.findByText(/The secret in it was not kept/)
    await waitFor(() => expect(sent(bridge, 'setup.saveDraft')).toHaveLength(1))
    expect(JSON.stringify(bridge.calls)).not.toContain(secret)
  })

  test('say what is wrong with them while they are typed: the Secret ID in the place of the Value', async () => {
    const bridge = setupBridge()
    await open('enterValues', bridge)
    fireEvent.input(secretField(), { target: { value: secretId } })
    await screen.findByText(/This is the Secret ID, not the secret/)
    fireEvent.input(secretField(), { target: { value: secret } })
    await screen.findByText('It has the form of a secret.')
    fireEvent.click(steps().getByRole('button', { name: /2 Register/ }))
    fireEvent.change(await screen.findByLabelText(/^Tenant ID/), { target: { value: tenantId } })
    fireEvent.change(screen.getByLabelText(/^Client ID/), { target: { value: tenantId } })
    await screen.findByText(/one of them was pasted twice/)
  })

  test('are asked for before anything is sent', async () => {
    const bridge = setupBridge()
    await open('enterValues', bridge)
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await screen.findByText('The organization has no name yet.')
    expect(screen.getByText('The client secret is missing.')).toBeTruthy()
    expect(sent(bridge, 'connectors.add')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Go to step 2' }))
    await screen.findByRole('heading', { level: 1, name: 'Register' })
  })

  test('have an expiry that is chosen by a press, and never one that has passed', async () => {
    const bridge = setupBridge()
    await open('enterValues', bridge)
    await enter(bridge)
    const day = screen.getByLabelText<HTMLInputElement>(/^Expires on/)
    fireEvent.change(day, { target: { value: '2020-01-31' } })
    await screen.findByText(/This day has passed/)
    fireEvent.input(secretField(), { target: { value: secret } })
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    expect(sent(bridge, 'connectors.add')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: '6 months' }))
    expect(screen.queryByText(/This day has passed/)).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await waitFor(() =>
      expect(sent(bridge, 'connectors.add')).toMatchObject([{ secretExpiresOn: day.value }]),
    )
  })

  test('show the secret on a press and hide it again', async () => {
    await open('enterValues', setupBridge())
    fireEvent.click(screen.getByRole('button', { name: 'Show the secret' }))
    expect(secretField().type).toBe('text')
    fireEvent.click(screen.getByRole('button', { name: 'Hide the secret' }))
    expect(secretField().type).toBe('password')
  })

  test('go to the engine once, and the secret is nowhere afterwards', async () => {
    let known: ConnectorStatus[] = []
    const bridge = setupBridge({
      'connectors.status': () => known,
      'connectors.add': () => {
        known = [savedTenant(connectorId)]
        return savedTenant(connectorId).connector
      },
      'checks.run': () => ({ checks: [check('token', 'pass', { step: 'secret' })] }),
    })
    await open('enterValues', bridge)
    await enter(bridge)
    const field = secretField()
    paste(`Tenant ID: ${tenantId}\nClient ID: ${clientId}\nClient secret: ${secret}`)
    await waitFor(() => expect(field.value).toBe(secret))
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await screen.findByRole('heading', { level: 1, name: 'Test and sync' })
    const [added] = sent(bridge, 'connectors.add') as Input<'connectors.add'>[]
    expect(added?.credential).toEqual({ kind: 'secret', secret })
    const others = bridge.calls.filter(({ method }) => method !== 'connectors.add')
    expect(JSON.stringify(others)).not.toContain(secret)
    expect(field.value).toBe('')
    expect(window.location.href).not.toContain(secret)
    expect(document.documentElement.outerHTML).not.toContain(secret)
  })

  test('stay in the form when they are refused, with the reason', async () => {
    const bridge = setupBridge({
      'connectors.add': () => Promise.reject(new Error('The keychain is locked.')),
    })
    await open('enterValues', bridge)
    await enter(bridge)
    paste(`Tenant ID: ${tenantId}\nClient ID: ${clientId}\nClient secret: ${secret}`)
    await waitFor(() => expect(secretField().value).toBe(secret))
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await screen.findByRole('alert')
    expect(secretField().value).toBe(secret)
  })

  test('of a tenant that is there are sent only where they changed', async () => {
    const bridge = setupBridge({
      'connectors.status': () => [savedTenant(connectorId)],
      'connectors.reconfigure': () => savedTenant(connectorId).connector,
      'checks.run': () => ({ checks: [] }),
    })
    window.location.hash = `#/setup/enterValues?connector=${connectorId}`
    await renderApp(bridge)
    await screen.findByText('Leave it empty to keep the secret that is stored.')
    fireEvent.input(secretField(), { target: { value: secret } })
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await waitFor(() =>
      expect(sent(bridge, 'connectors.reconfigure')).toEqual([
        { connector: connectorId, credential: { kind: 'secret', secret }, secretExpiresOn: null },
      ]),
    )
  })

  test('that Microsoft refuses are saved only when a person insists; until then the field keeps the secret', async () => {
    const refusal = {
      code: 'signInRefused' as const,
      message: 'The secret is not known. Nothing was saved.',
      fix: 'Copy its Value.',
      step: 'secret',
      detail: {},
    }
    const bridge = setupBridge({
      'connectors.status': () => [savedTenant(connectorId)],
      'connectors.reconfigure': ({ untested }) =>
        untested === true ? savedTenant(connectorId).connector : Promise.reject(new CallFailure(refusal)),
      'checks.run': () => ({ checks: [] }),
    })
    window.location.hash = `#/setup/enterValues?connector=${connectorId}`
    await renderApp(bridge)
    await screen.findByText('Leave it empty to keep the secret that is stored.')
    fireEvent.input(secretField(), { target: { value: secret } })
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await screen.findByText('The secret is not known. Nothing was saved.')
    expect(secretField().value).toBe(secret)
    fireEvent.click(screen.getByRole('button', { name: 'Save anyway' }))
    await waitFor(() =>
      expect(sent(bridge, 'connectors.reconfigure')).toEqual([
        { connector: connectorId, credential: { kind: 'secret', secret }, secretExpiresOn: null },
        {
          connector: connectorId,
          credential: { kind: 'secret', secret },
          secretExpiresOn: null,
          untested: true,
        },
      ]),
    )
  })

  test('can be a certificate with its key instead of a secret', async () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'
    const bridge = setupBridge({ 'connectors.add': () => Promise.reject(new Error('not now')) })
    await open('enterValues', bridge)
    await enter(bridge)
    paste(`Tenant ID: ${tenantId}\nClient ID: ${clientId}`)
    fireEvent.click(screen.getByRole('radio', { name: 'Certificate' }))
    fireEvent.click(await screen.findByRole('radio', { name: 'Use one of my own' }))
    const field = await screen.findByLabelText<HTMLTextAreaElement>(/^Certificate/, { selector: 'textarea' })
    fireEvent.input(field, { target: { value: pem } })
    fireEvent.input(screen.getByLabelText(/^Passphrase/, { selector: 'input' }), {
      target: { value: 'open sesame' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await waitFor(() =>
      expect(sent(bridge, 'connectors.add')).toMatchObject([
        { credential: { kind: 'certificate', pem, passphrase: 'open sesame' } },
      ]),
    )
    fireEvent.click(screen.getByRole('radio', { name: 'Client secret' }))
    await waitFor(() => expect(field.value).toBe(''))
    expect(JSON.stringify(sent(bridge, 'setup.saveDraft'))).not.toContain('MIIB')
  })

  test('from a file that is too large is refused with words; text goes before an earlier file', async () => {
    const bridge = setupBridge()
    await open('enterValues', bridge)
    await enter(bridge)
    fireEvent.click(screen.getByRole('radio', { name: 'Certificate' }))
    fireEvent.click(await screen.findByRole('radio', { name: 'Use one of my own' }))
    const picker = await screen.findByLabelText('Choose a file', { selector: 'input' })
    const choose = (bytes: Uint8Array<ArrayBuffer>, name: string) =>
      fireEvent.change(picker, { target: { files: [new File([bytes], name)] } })
    choose(new Uint8Array(65_537), 'movie.pem')
    await screen.findByText(/^movie\.pem is too large/)
    choose(new Uint8Array([0x30, 0x82, 0, 1]), 'mine.pfx')
    await screen.findByText('Chosen: mine.pfx', { exact: false })
    expect(screen.queryByText(/too large/)).toBeNull()
    const [pem, field] = ['a text', screen.getByLabelText(/^Certificate/, { selector: 'textarea' })]
    fireEvent.input(field, { target: { value: pem } })
    await waitFor(() => expect(screen.queryByText(/mine\.pfx/)).toBeNull())
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    const credential = { kind: 'certificate', pem }
    await waitFor(() => expect(sent(bridge, 'connectors.add')).toMatchObject([{ credential }]))
  })

  test('can be a PFX file, which is sent as it is with its passphrase', async () => {
    const bridge = setupBridge({ 'connectors.add': () => Promise.reject(new Error('not now')) })
    await open('enterValues', bridge)
    await enter(bridge)
    fireEvent.click(screen.getByRole('radio', { name: 'Certificate' }))
    fireEvent.click(await screen.findByRole('radio', { name: 'Use one of my own' }))
    const picker = await screen.findByLabelText('Choose a file', { selector: 'input' })
    const file = new File([new Uint8Array([0x30, 0x82, 0, 1])], 'mine.pfx')
    fireEvent.change(picker, { target: { files: [file] } })
    await screen.findByText('Chosen: mine.pfx', { exact: false })
    fireEvent.input(screen.getByLabelText(/^Passphrase/, { selector: 'input' }), { target: { value: 'x' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await waitFor(() =>
      expect(sent(bridge, 'connectors.add')).toMatchObject([
        { credential: { kind: 'pfx', base64: 'MIIAAQ==', passphrase: 'x' } },
      ]),
    )
  })

  test('can be a certificate that is made here, whose key the page never sees', async () => {
    const made = {
      key: '33333333-4444-4555-8666-777777777777',
      certificate: '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n',
      thumbprint: 'A1B2',
      thumbprintSha256: 'C3D4',
      expiresOn: '2027-11-29',
    }
    const bridge = setupBridge({
      'connectors.add': () => Promise.reject(new Error('not now')),
      'certificates.make': () => made,
      'registration.state': () => null,
      'registration.begin': () => Promise.reject(new Error('no sign-in now')),
    })
    await open('enterValues', bridge)
    await enter(bridge)
    fireEvent.click(screen.getByRole('button', { name: 'Use a certificate instead' }))
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await screen.findByText('Create a certificate first.')
    fireEvent.click(screen.getByRole('button', { name: 'Create certificate' }))
    await screen.findByText('C3D4')
    expect(sent(bridge, 'certificates.make')).toEqual([{ name: 'Contoso', days: 365 }])
    const { key, certificate } = made
    fireEvent.click(screen.getByRole('button', { name: 'Upload for me' }))
    const work = { kind: 'upload', cloud: 'global', tenantId, clientId, certificate }
    await waitFor(() => expect(sent(bridge, 'registration.begin')).toEqual([{ work }]))
    fireEvent.click(screen.getByRole('button', { name: 'Save and test' }))
    await waitFor(() =>
      expect(sent(bridge, 'connectors.add')).toMatchObject([
        { credential: { kind: 'made', key, certificate } },
      ]),
    )
    await waitFor(() => expect(sent(bridge, 'setup.saveDraft').at(-1)).toMatchObject({ draft: { made } }))
  })
})
