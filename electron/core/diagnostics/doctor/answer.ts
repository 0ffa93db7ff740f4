import type { DiagnosisCheck } from '../../../contract/setup/diagnosis.ts'
import type { Attempt, HostAnswer, HostToAsk } from './facts.ts'

type Finding = Omit<DiagnosisCheck, 'host' | 'name'>

const openBrowser =
  'Open a web site in the browser: a network may ask to sign in first. If it does not, ask the network team which filter answers in the place of this host.'

/**
 * Whether the host itself has answered: sign-in with its public configuration as JSON, Microsoft Graph with
 * its refusal of a call without a token as JSON, the host of report downloads in any way.
 */
export function decideAnswer({ host, url }: HostToAsk, answer: Attempt<HostAnswer>): Finding {
  const finding = (status: Finding['status'], summary: string, evidence: string, fix = ''): Finding => ({
    ...{ kind: 'answer', status, summary, evidence, fix },
  })
  if (!answer.ok) {
    const { message, fix, detail } = answer.error
    const evidence = ['reason', 'ways'].flatMap(key => detail[key] ?? []).join(', ')
    return finding('fail', message, evidence, fix)
  }
  const { status, contentType, location, beginning } = answer.value
  const seen = `HTTP ${status}${contentType === '' ? '' : `, ${contentType.split(';')[0]}`}`
  const elsewhere = location === null ? null : otherHost(location, url)
  if (elsewhere !== null && host !== 'reports') {
    return finding('fail', `Something leads away from this host to ${elsewhere}.`, seen, openBrowser)
  }
  if (status === 407) {
    const fix =
      'Put the name and password into HTTPS_PROXY, or ask the network team to let this program through.'
    return finding('fail', 'The proxy asks for a user name and a password.', seen, fix)
  }
  if (status >= 500) {
    const fix = 'Try again in some minutes. If it stays, look at Microsoft’s service health, or at the proxy.'
    return finding('warn', 'The host is reached, and has a fault of its own.', seen, fix)
  }
  if (host !== 'reports' && isMarkup(contentType, beginning)) {
    return finding('fail', 'A web page came in the place of the host’s answer.', seen, openBrowser)
  }
  if (host === 'signIn' && status === 200 && !beginning.includes('token_endpoint')) {
    return finding('fail', 'Something else answered in the place of Microsoft’s sign-in.', seen, openBrowser)
  }
  return finding('pass', 'The host is reached.', seen)
}

function isMarkup(contentType: string, beginning: string): boolean {
  return /\bhtml\b/i.test(contentType) || /^\s*<(!doctype|html)/i.test(beginning)
}

/** The host of a redirect that leads to another one; null when it stays. */
function otherHost(location: string, url: URL): string | null {
  const target = URL.parse(location, url.href)
  return target === null || target.host === url.host ? null : target.host
}
