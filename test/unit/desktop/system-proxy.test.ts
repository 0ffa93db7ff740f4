import { expect, test } from 'vitest'
import { proxyAddress } from '../../../electron/main/system-proxy.ts'

test.each([
  ['DIRECT', null],
  ['PROXY proxy.example.com:8080', 'http://proxy.example.com:8080'],
  ['PROXY proxy.example.com:8080; DIRECT', 'http://proxy.example.com:8080'],
  ['HTTPS secure.example.com:443;PROXY other:80', 'https://secure.example.com:443'],
  ['SOCKS5 socks:1080; PROXY other:80', 'http://other:80'],
  ['SOCKS5 socks:1080; DIRECT', null],
  ['PROXY [2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
  ['PROXY name:password@proxy:80', null],
  ['PROXY', null],
  ['', null],
])('of %j the proxy is %s', (answer, address) => {
  expect(proxyAddress(answer)).toBe(address)
})
