import { AppError } from '../errors.ts'

/**
 * Hosts that Microsoft hands signed report downloads out for, with their regional names below them
 * (reportRoot pages).
 */
const downloadDomains = ['office.com', 'office365.com', 'office365.us']

/**
 * A next or delta link as an address, before anything is sent to it.
 *
 * @throws AppError `foreignLink` unless it is https and of Microsoft Graph's own origin: the token must not
 * go anywhere else.
 */
export function resolveGraphLink(link: string | URL, graphOrigin: string): URL {
  const url = URL.parse(String(link))
  const stays =
    url !== null &&
    url.origin === graphOrigin &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === ''
  if (stays) return url
  throw new AppError(
    'foreignLink',
    'A link in an answer leads away from Microsoft Graph and was not followed.',
    {
      fix: 'Sync again later. If it happens again, ask the network team whether a proxy changes answers.',
      step: 'network',
      detail: { host: url?.host ?? 'unreadable' },
    },
  )
}

/**
 * Where a report is to be downloaded from. The address itself is the right to read the report, so it appears
 * in no error and no log.
 *
 * @throws AppError `invalidAnswer` without an address, `foreignLink` for a host that is none of Microsoft's.
 */
export function resolveDownloadLink(location: string | undefined, graphOrigin: string): URL {
  const url = location === undefined ? null : URL.parse(location)
  if (url === null) {
    throw new AppError('invalidAnswer', 'Microsoft Graph did not say where to download the report.', {
      fix: 'Sync again later.',
      step: 'service',
    })
  }
  const https = url.protocol === 'https:' && url.username === '' && url.password === ''
  if (https && isDownloadHost(url.hostname, graphOrigin)) return url
  throw new AppError('foreignLink', `A report download leads to ${url.host} and was not followed.`, {
    fix: 'Sync again later. If it happens again, ask the network team whether a proxy changes answers.',
    step: 'network',
    detail: { host: url.host },
  })
}

/**
 * A Graph that answers on this machine is the demo tenant or a test, whose downloads are on this machine,
 * too.
 */
function isDownloadHost(host: string, graphOrigin: string): boolean {
  if (downloadDomains.some(domain => host === domain || host.endsWith(`.${domain}`))) return true
  return isLoopback(host) && isLoopback(new URL(graphOrigin).hostname)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
