import { describe, expect, test } from 'vitest'
import { exitStatus, statusByCode } from '../../../electron/cli/exit-status.ts'
import { errorText, stepTitles } from '../../../electron/cli/text/error-text.ts'
import { createPaint } from '../../../electron/cli/text/paint.ts'
import { fixHash, setupHash } from '../../../electron/contract/setup/fix-link.ts'
import { recommendedChoice, wizardSteps } from '../../../electron/contract/setup/names.ts'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { toWire } from '../../../electron/core/errors.ts'
import { signInErrors } from '../../../electron/core/identity/signin-errors.ts'
import { signInFailure } from '../../../electron/core/identity/signin-failure.ts'
import { createChecklist } from '../../../electron/core/setup/checklist.ts'

const cloud = resolveCloud('global', { loginUrl: null, graphUrl: null })
const items = createChecklist({ cloud, clientId: null, company: null, choice: recommendedChoice })
/** What no line of the checklist cures: policies, the network, Microsoft’s service, the app itself. */
const elsewhere = ['conditionalAccess', 'network', 'service', 'app', 'reportSettings']
const connector = '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'

describe('each code of Microsoft’s sign-in', () => {
  test.each(signInErrors.map(({ number, step }) => [number, step] as const))(
    '%i leads to the line that cures %s and says what to do',
    (number, step) => {
      const failure = signInFailure(400, {
        error: 'invalid_client',
        error_description: `AADSTS${number}: text`,
        error_codes: [number],
      })
      expect(failure.step).toBe(step)
      expect(failure.fix.length).toBeGreaterThan(20)
      if (elsewhere.includes(step)) {
        expect(fixHash(step, connector)).toBe(step === 'network' ? '#/settings/network' : null)
        return
      }
      const lines = items.filter(({ steps }) => steps.includes(step)).map(({ id }) => id)
      expect(lines).toHaveLength(1)
      const [line] = lines
      const covering = wizardSteps.filter(({ lines: covered }) => covered.some(known => known === line))
      expect(covering).toHaveLength(1)
      // The link of a notification leads to the same line as the button of the test.
      const hash = fixHash(step, connector)
      expect(hash).toBe(line === undefined ? null : setupHash(line, connector))
    },
  )

  test.each(signInErrors.map(entry => [entry.number, entry] as const))(
    '%i ends a command with its step, its fix, its code and the status of its kind',
    (number, { step, fix, retryable }) => {
      const body = {
        error: 'invalid_client',
        error_description: `AADSTS${number}: text`,
        error_codes: [number],
      }
      const wire = toWire(signInFailure(400, body))
      const lines = errorText(wire, createPaint(false)).split('\n')
      expect(lines).toContain(`Step:  ${stepTitles[step]}`)
      expect(lines).toContain(`Fix:   ${fix}`)
      expect(lines.at(-1)).toContain(`AADSTS${number}`)
      // A loop of sign-ins (50196) is waited out, too.
      const waits = (retryable && step === 'service') || number === 50_196
      expect(statusByCode[wire.code]).toBe(waits ? exitStatus.unreachable : exitStatus.refused)
    },
  )
})
