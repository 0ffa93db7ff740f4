// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TrustLine } from '../../../electron/contract/savings/answers.ts'
import { NoCandidates } from '../../../renderer/features/savings/no-candidates.tsx'
import { savingsSummary } from '../savings-answers.ts'
import { createTestBridge, prepareWindow, renderPart } from '../support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const line: TrustLine = {
  ...{ skuId: 'e3', partNumber: 'SPE_E3', productName: 'Microsoft 365 E3' },
  ...{ certain: 0, strong: 0, weak: 0, inUse: 3, tooNew: 1, leftOut: 0, notJudged: 0 },
  ...{ assigned: 4, bought: 10, unassigned: 6, freeAfter: 6, over: 0, isPriced: false, looksFree: false },
  demand: { waiting: 0, joiners: 0, seats: 0, now: 0, after: 0, avoided: null },
  costs: null,
}

async function show(lines: TrustLine[]) {
  const onShowProducts = vi.fn()
  const summary = savingsSummary({ lines })
  await renderPart(createTestBridge({}), <NoCandidates summary={summary} onShowProducts={onShowProducts} />)
  return onShowProducts
}

test('where no seat is a candidate it is said what the seats are, and where they are by product', async () => {
  const onShowProducts = await show([line, { ...line, skuId: 'e5', tooNew: 1_200, inUse: 0 }])
  expect(
    screen.getByText(/^1,201 seats are too new: each is judged once it has been assigned for 30 days\./),
  ).toBeTruthy()
  expect(screen.getByText(/3 seats are in use\./)).toBeTruthy()
  expect(screen.queryByText(/left out|cannot be judged/)).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'By product' }))
  expect(onShowProducts).toHaveBeenCalledOnce()
})

test('where there is a candidate nothing is said', async () => {
  await show([line, { ...line, skuId: 'e5', weak: 1 }])
  expect(screen.queryByText(/seats/)).toBeNull()
})
