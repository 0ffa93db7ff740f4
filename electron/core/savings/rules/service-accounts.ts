/** What names of service and emergency accounts look like before the `@`, as globs of SQLite. */
const names = [
  'svc[-_.]*',
  'adm[-_.]*',
  'admin[-_.]*',
  'sa[-_.]*',
  '*breakglass*',
  '*break-glass*',
  '*emergency*',
]

/** How the domain begins or ends that a tenant has from its first day, by cloud. */
const initialDomains = ['.onmicrosoft.com', '.onmicrosoft.us', '.onmicrosoft.de', '.partner.onmschina.cn']

/** Names that look like those of a service or an emergency account: such accounts are not on own domains. */
export const serviceAccountGlobs: readonly string[] = names.flatMap(name =>
  initialDomains.map(domain => `${name}@*${domain}`),
)

/** A glob that each of {@link serviceAccountGlobs} has in it; most names are done with by it. */
export const initialDomainGlob = '*.onm*'

const patterns = serviceAccountGlobs.map(
  glob =>
    new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('[-_\\.]', '[-_.]')}$`, 'i'),
)

/** Whether a user principal name looks like a service or an emergency account. */
export function looksLikeServiceAccount(userPrincipalName: string | null): boolean {
  return userPrincipalName !== null && patterns.some(pattern => pattern.test(userPrincipalName))
}
