/**
 * The first proxy that can be used of what Electron answers to `resolveProxy`, as an address; null for a direct way. The answer is a list in order of
 * preference, such as `PROXY proxy.example.com:8080; DIRECT`. SOCKS is not spoken.
 */
export function proxyAddress(answer: string): string | null {
  for (const entry of answer.split(';')) {
    const [kind = '', place = ''] = entry.trim().split(/\s+/, 2)
    if (kind === 'DIRECT') return null
    const scheme = { PROXY: 'http', HTTPS: 'https' }[kind]
    if (scheme !== undefined && /^[^\s@/]+:\d{1,5}$/.test(place)) return `${scheme}://${place}`
  }
  return null
}
