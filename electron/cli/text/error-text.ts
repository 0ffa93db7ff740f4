import type { WireError } from '../../contract/errors.ts'
import type { Paint } from './paint.ts'
import { stepTitle } from './steps.ts'
import { printable } from './width.ts'

/** An error for people: what happened, the checklist step where one is to blame, what to do, and codes for a support case. */
export function errorText(error: WireError, paint: Paint): string {
  const lines = [`${paint('red', 'Error:')} ${printable(error.message)}`]
  if (error.step !== null) lines.push(`${paint('dim', 'Step:')}  ${printable(stepTitle(error.step))}`)
  if (error.fix !== '') lines.push(`${paint('dim', 'Fix:')}   ${printable(error.fix)}`)
  const codes = Object.entries(error.detail).map(([key, value]) => `${key} ${value}`)
  if (codes.length > 0) lines.push(`${paint('dim', 'Codes:')} ${printable(codes.join(', '))}`)
  return lines.join('\n')
}
