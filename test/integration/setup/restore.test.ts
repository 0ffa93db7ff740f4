import { afterEach, beforeEach, expect, test } from 'vitest'
import { deleteRegistration } from '../../support/setup/delete-registration.ts'
import { answerTo, register, type SetupFlow, startSetupFlow } from '../../support/setup/flow.ts'

let flow: SetupFlow
beforeEach(async () => {
  flow = await startSetupFlow()
  await register(flow, 'Contoso')
  await flow.answer({ kind: 'stop' })
})
afterEach(() => flow.close())

const token = async () => {
  const { checks } = await answerTo(flow.engine.call('checks.run', { connector: 'Contoso' }))
  return checks.find(({ id }) => id === 'token')
}
const fix = async () => {
  await flow.begin({ work: { kind: 'fix', connector: 'Contoso', checks: ['token'] } })
  await flow.signIn()
  return await flow.reach('plan', 'done', 'failed')
}

test('a registration that was deleted is restored, also after a lost answer, and deleted again by undo', async () => {
  expect((await token())?.status).toBe('pass')
  const [connector] = await answerTo(flow.engine.call('connectors.list', {}))
  await deleteRegistration(flow.tenant, connector?.clientId ?? '')
  expect(await token()).toMatchObject({ status: 'fail', step: 'clientId' })
  const plan = await fix()
  expect(plan.calls.at(-1)?.title).toMatch(
    /^Restore the registration “M365 Connector”, which was deleted on 2/,
  )
  flow.tenant.faults.add({
    ...{ kind: 'reset', afterBytes: 0 },
    match: { origin: 'graph', method: 'POST', path: '/restore$' },
  })
  await flow.answer({ kind: 'go' })
  expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'done', error: null, consent: 'none' })
  expect((await token())?.status).toBe('pass')
  await answerTo(flow.engine.call('registration.undo', { id: flow.now().id }))
  await flow.reach('undone')
  expect(await token()).toMatchObject({ status: 'fail', step: 'clientId' })
})

test('a registration that is nowhere is said to be of another tenant, and one that is there needs no call', async () => {
  expect((await fix()).calls.every(({ kind }) => kind === 'read')).toBe(true)
  const changes = { clientId: '99999999-8888-4777-8666-555555555555', untested: true }
  await answerTo(flow.engine.call('connectors.reconfigure', { connector: 'Contoso', ...changes }))
  expect(await fix()).toMatchObject({ stage: 'failed', error: { code: 'notFound', step: 'clientId' } })
  expect(flow.now().calls.at(-1)?.title).toBe('Look among the deleted registrations')
})
