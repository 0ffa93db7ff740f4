import type { CloudName } from '../../../contract/connectors.ts'
import { isGuid } from '../../../contract/entry/guid.ts'
import { powerShellText as text } from '../../powershell-text.ts'
import { program } from './program.ts'
import type { ScriptPerson, ScriptSeat } from './work.ts'

/** Microsoft's names of the clouds for Connect-MgGraph; a custom cloud has none. */
const environments: Readonly<Record<CloudName, string>> = {
  global: 'Global',
  usgov: 'USGov',
  usgovdod: 'USGovDoD',
  china: 'China',
  custom: 'Global',
}

export type ScriptSubject = {
  readonly cloud: CloudName
  readonly graphUrl: string
  readonly tenantId: string
  /** ISO 8601 UTC. */
  readonly madeAt: string
  readonly people: readonly ScriptPerson[]
}

/**
 * Windows PowerShell reads a file without it in the system's old encoding, in which letters can become
 * quotation marks.
 */
const byteOrderMark = '\uFEFF'

/**
 * A PowerShell script that gives licenses back. It only prints until `-Apply` is given, reads each person
 * again and skips whoever has changed since the decision, writes the state before into an undo file, and
 * never takes a license away that comes by a group. Everything of the tenant stands in it as single-quoted
 * text or as a GUID.
 */
export function savingsScript({ cloud, graphUrl, tenantId, madeAt, people }: ScriptSubject): string {
  const seats = people.reduce((sum, { seats: own }) => sum + own.length, 0)
  const head = program.head
    .replace('@PEOPLE@', () => String(people.length))
    .replace('@SEATS@', () => String(seats))
    .replace('@MADE@', () => madeAt.replace(/[^0-9TZ:.-]/g, ''))
  const values = [
    `$Environment = ${text(environments[cloud])}`,
    `$GraphUrl = ${text(graphUrl)}`,
    `$Tenant = ${text(tenantId)}`,
    `$ChecksTenant = ${flag(isGuid(tenantId.toLowerCase()))}`,
    `$NeedsSignIns = ${flag(people.some(person => person.seats.some(({ checksSignIn }) => checksSignIn)))}`,
    `$Work = @(`,
    ...people.map(personText),
    ')',
  ]
  return [byteOrderMark + head, values.join('\r\n'), program.body].join('\r\n').replaceAll(/\r?\n/g, '\r\n')
}

const flag = (value: boolean) => (value ? '$true' : '$false')

function personText({ userId, name, seats }: ScriptPerson): string {
  return `  @{ Id = ${text(userId)}; Name = ${text(name)}; Seats = @(\r\n${seats.map(seatText).join('\r\n')}\r\n  ) }`
}

function seatText(seat: ScriptSeat): string {
  const { decisionId, skuId, productName, rule, isEnabled, signIn, checksSignIn, target } = seat
  const warns = rule === 'R1' || rule === 'R2'
  const cells = [
    `Decision = ${decisionId}`,
    `Sku = ${text(skuId)}`,
    `Product = ${text(productName)}`,
    `Enabled = ${text(isEnabled === null ? '' : isEnabled ? 'True' : 'False')}`,
    `SignIn = ${text(signIn ?? '')}`,
    `ChecksSignIn = ${flag(checksSignIn)}`,
    `Warns = ${flag(warns)}`,
    `Target = ${text(target?.skuId ?? '')}`,
    `TargetProduct = ${text(target?.name ?? '')}`,
    `Off = @(${(target?.plansOff ?? []).map(text).join(', ')})`,
  ]
  return `    @{ ${cells.join('; ')} }`
}
