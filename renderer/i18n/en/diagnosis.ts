/** The connection doctor. What it finds comes from the engine. */
export const diagnosis = {
  title: 'Connection doctor',
  about:
    'Looks at each host that the app needs, one by one: name, proxy, certificate and answer, then the clock and the way back from the browser. The tenant is signed in to only to learn the host of its report downloads. The result becomes part of the support bundle.',
  run: 'Diagnose connection',
  running: 'Diagnosing',
  list: 'What was found',
  host: { signIn: 'Sign-in', graph: 'Microsoft Graph', reports: 'Report downloads' },
  kind: {
    dns: 'Name',
    proxy: 'Proxy',
    tls: 'Certificate',
    answer: 'Answer',
    clock: 'Clock',
    loopback: 'Way back from the browser',
  },
  computer: 'This computer',
  status: { pass: 'Passed', warn: 'Warning', fail: 'Failed', skip: 'Skipped' },
  good: 'Nothing stands in the way.',
  bad_one: '{{count}} thing to fix.',
  bad_other: '{{count}} things to fix.',
  warned_one: '{{count}} warning.',
  warned_other: '{{count}} warnings.',
  copy: 'Copy the result',
  fromCheck: 'Diagnose connection',
} as const
