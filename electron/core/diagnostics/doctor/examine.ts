import type { DiagnosisCheck } from '../../../contract/setup/diagnosis.ts'
import { decideAnswer } from './answer.ts'
import { decideClock } from './clock.ts'
import type { Attempt, DoctorPorts, HostAnswer, HostToAsk, LoopbackReach, ShownCertificate } from './facts.ts'

/**
 * Looks at each host one by one, then at what belongs to the computer. Yields each finding as it comes. Ends
 * early, by throwing, only when the signal fires.
 */
export async function* examine(
  ports: DoctorPorts,
  hosts: readonly HostToAsk[],
  signal: AbortSignal,
): AsyncGenerator<DiagnosisCheck> {
  const answers: HostAnswer[] = []
  for (const host of hosts) {
    const subject = { host: host.host, name: host.url.host } as const
    const ways = await ports.ways(host.url, signal)
    yield { ...subject, ...decideWays(ways) }
    // Behind a proxy this computer looks no name up and sees no certificate but on the way through it.
    const isDirect = ways.ok && ways.value[0] === 'direct'
    yield {
      ...subject,
      ...(isDirect ? decideNames(await ports.resolve(host.url.hostname, signal)) : skipped('dns')),
    }
    const certificate = isDirect ? await ports.certificate(host.url, signal) : null
    yield { ...subject, ...(certificate === null ? skipped('tls') : decideCertificate(certificate)) }
    const answer = await ports.ask(host.url, signal)
    if (answer.ok) answers.push(answer.value)
    yield { ...subject, ...decideAnswer(host, answer) }
  }
  const computer = { host: null, name: '' } as const
  yield { ...computer, ...decideClock(answers) }
  yield { ...computer, ...decideLoopback(await ports.loopback(signal)) }
}

type Finding = Omit<DiagnosisCheck, 'host' | 'name'>

export function decideWays(ways: Attempt<readonly string[]>): Finding {
  if (!ways.ok) {
    const { message, fix } = ways.error
    return { kind: 'proxy', status: 'fail', summary: message, evidence: '', fix }
  }
  const [first = 'direct'] = ways.value
  const summary = first === 'direct' ? 'No proxy is used for this host.' : 'A proxy is used for this host.'
  return { kind: 'proxy', status: 'pass', summary, evidence: ways.value.join(', then '), fix: '' }
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

export function decideCertificate(shown: Attempt<ShownCertificate>): Finding {
  if (!shown.ok) {
    const { message, fix, detail } = shown.error
    return { kind: 'tls', status: 'fail', summary: message, evidence: detail['reason'] ?? '', fix }
  }
  const { issuer, isPublic } = shown.value
  const evidence = `Issued by ${issuer}`
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

function skipped(kind: 'dns' | 'tls'): Finding {
  const summary =
    kind === 'dns' ? 'The proxy looks the name up.' : 'Behind a proxy the answer below says whether it works.'
  return { kind, status: 'skip', summary, evidence: '', fix: '' }
}
