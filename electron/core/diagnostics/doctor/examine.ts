import type { DiagnosisCheck } from '../../../contract/setup/diagnosis.ts'
import { decideAnswer } from './answer.ts'
import { decideClock } from './clock.ts'
import type {
  Attempt,
  DoctorPorts,
  HostAnswer,
  HostToAsk,
  LoopbackReach,
  ShownCertificate,
  WaysSeen,
} from './facts.ts'

/**
 * Looks at each host one by one, at that of the report downloads last, then at what belongs to the computer.
 * Yields each finding as it comes. Ends early, by throwing, only when the signal fires.
 */
export async function* examine(
  ports: DoctorPorts,
  hosts: readonly HostToAsk[],
  signal: AbortSignal,
): AsyncGenerator<DiagnosisCheck> {
  const answers: HostAnswer[] = []
  for (const host of hosts) yield* examineHost(ports, host, answers, signal)
  const reports = await ports.reports(signal)
  if ('url' in reports) yield* examineHost(ports, reports, answers, signal)
  else yield { host: reports.host, name: '', ...notChecked(reports.why) }
  const computer = { host: null, name: '' } as const
  yield { ...computer, ...decideClock(answers) }
  yield { ...computer, ...decideLoopback(await ports.loopback(signal)) }
}

async function* examineHost(
  ports: DoctorPorts,
  host: HostToAsk,
  answers: HostAnswer[],
  signal: AbortSignal,
): AsyncGenerator<DiagnosisCheck> {
  const subject = { host: host.host, name: host.url.host } as const
  const ways = await ports.ways(host.url, signal)
  yield { ...subject, ...decideWays(ways) }
  // Behind a proxy this computer looks no name up.
  const isDirect = ways.ok && ways.value.taken[0] === 'direct'
  const names = isDirect ? await ports.resolve(host.url.hostname, signal) : null
  yield { ...subject, ...(names === null ? namesSkipped : decideNames(names)) }
  yield { ...subject, ...decideCertificate(await ports.certificate(host.url, signal)) }
  const answer = await ports.ask(host.url, signal)
  if (answer.ok) answers.push(answer.value)
  yield { ...subject, ...withOtherWay(decideAnswer(host, answer), ways) }
}

type Finding = Omit<DiagnosisCheck, 'host' | 'name'>

export function decideWays(ways: Attempt<WaysSeen>): Finding {
  if (!ways.ok) {
    const { message, fix } = ways.error
    return { kind: 'proxy', status: 'fail', summary: message, evidence: '', fix }
  }
  const { taken } = ways.value
  const [first = 'direct'] = taken
  const summary = first === 'direct' ? 'No proxy is used for this host.' : 'A proxy is used for this host.'
  const other = otherWay(ways.value)
  const evidence = taken.join(', then ') + (other === null ? '' : `; the system names ${other}`)
  return { kind: 'proxy', status: 'pass', summary, evidence, fix: '' }
}

/** What the system would name where settings or environment name something else; null where they agree. */
function otherWay({ taken, system }: WaysSeen): string | null {
  const other = (system ?? taken).join(', then ')
  return other === taken.join(', then ') ? null : other
}

/** A host that is not reached may be reached as browsers reach it. */
function withOtherWay(finding: Finding, ways: Attempt<WaysSeen>): Finding {
  const other = ways.ok ? otherWay(ways.value) : null
  if (finding.status !== 'fail' || other === null) return finding
  const advice = `The system names another way to this host (${other}): choose its proxy settings under Network, and remove HTTPS_PROXY from the environment.`
  return { ...finding, fix: `${finding.fix} ${advice}`.trim() }
}

export function decideNames(names: Attempt<readonly string[]>): Finding {
  if (names.ok && names.value.length > 0) {
    const evidence = names.value.slice(0, 4).join(', ')
    return { kind: 'dns', status: 'pass', summary: 'The name is known.', evidence, fix: '' }
  }
  return {
    kind: 'dns',
    status: 'fail',
    summary: 'The name could not be looked up.',
    evidence: names.ok ? 'no address' : (names.error.detail['reason'] ?? ''),
    fix: 'Check the internet connection and the name servers of this computer. If only a proxy may look names up, set it under Network.',
  }
}

export function decideCertificate(shown: Attempt<ShownCertificate | null>): Finding {
  if (!shown.ok) {
    const { message, fix, detail } = shown.error
    return { kind: 'tls', status: 'fail', summary: message, evidence: detail['reason'] ?? '', fix }
  }
  if (shown.value === null) {
    const summary = 'No certificate was seen, since the proxy opened no connection.'
    return { kind: 'tls', status: 'skip', summary, evidence: '', fix: '' }
  }
  const { issuer, isPublic, through } = shown.value
  const evidence = `Issued by ${issuer}${through === null ? '' : `, seen through ${through}`}`
  if (isPublic) {
    return { kind: 'tls', status: 'pass', summary: 'The certificate is a public one.', evidence, fix: '' }
  }
  return {
    kind: 'tls',
    status: 'warn',
    summary: 'Something on the way inspects the traffic, with a certificate that this computer trusts.',
    evidence,
    fix: 'That is allowed and works. If sign-ins or long downloads fail, ask the network team to leave this host out of inspection.',
  }
}

export function decideLoopback({ localhost, ipv4, ipv6 }: LoopbackReach): Finding {
  const seen = [
    `localhost ${localhost ? 'reached' : 'not reached'}`,
    `127.0.0.1 ${ipv4 ? 'reached' : 'not reached'}`,
    `::1 ${ipv6 ? 'reached' : 'not reached'}`,
  ].join(', ')
  if (localhost && ipv4) {
    const summary = 'The browser can come back to the app.'
    return { kind: 'loopback', status: 'pass', summary, evidence: seen, fix: '' }
  }
  return {
    kind: 'loopback',
    status: ipv4 || ipv6 ? 'warn' : 'fail',
    summary: 'The browser may not be able to come back to the app after sign-in or consent.',
    evidence: seen,
    fix: 'Check that the hosts file names localhost as 127.0.0.1, and that no security program blocks connections within this computer. Signing in with a code works without it.',
  }
}

const namesSkipped: Finding = {
  ...{ kind: 'dns', status: 'skip', summary: 'The proxy looks the name up.', evidence: '', fix: '' },
}

function notChecked(why: string): Finding {
  return { kind: 'answer', status: 'skip', summary: 'This host was not checked.', evidence: why, fix: '' }
}
