import { type KeychainAnswer, KeychainCall, loadKeytar, type NativeKeychain } from './native.ts'

/**
 * The keychain's own process. A locked keyring can block a call for ever, and a program with a blocked thread cannot even exit;
 * this one can be killed. It does one call after the other and ends when its parent lets go of it.
 */
process.on('message', message => {
  void answer(message).then(reply => process.send?.(reply))
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

async function answer(message: unknown): Promise<KeychainAnswer> {
  try {
    return { ok: true, found: await perform(await loadKeytar(), KeychainCall.parse(message)) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'unknown' }
  }
}

async function perform(keytar: NativeKeychain, call: KeychainCall): Promise<string | boolean | null> {
  if (call.verb === 'get') return await keytar.getPassword(call.service, call.account)
  if (call.verb === 'delete') return await keytar.deletePassword(call.service, call.account)
  await keytar.setPassword(call.service, call.account, call.password)
  return null
}
