import type { WireError } from '../../electron/contract/errors.ts'
import type { Method } from '../../electron/contract/methods.ts'
import type { Engine } from '../../electron/contract/rpc/wire.ts'
import type { Input, Output } from '../../electron/contract/schemas.ts'

/**
 * Calls of an engine that have to be answered, and those that have to be refused.
 *
 * @param engine asked for at each call, since tests begin before there is one
 */
export function engineCalls(engine: () => Engine) {
  const call = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
    const result = await engine().call(method, input)
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
    return result.value
  }
  /** Null where it was not refused. */
  const refused = async <M extends Method>(method: M, input: Input<M>): Promise<WireError | null> => {
    const result = await engine().call(method, input)
    return result.ok ? null : result.error
  }
  return { call, refused }
}
