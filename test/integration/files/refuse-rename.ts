import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Loaded before a command: refuses to rename onto a file, as Windows does while another program has it open.
 */
const [ending = '', code = 'EPERM', times = '0'] = (process.env['REFUSE_RENAME'] ?? '').split(',')
const rename = fs.promises.rename
let left = Number(times)
fs.promises.rename = async (from, to) => {
  if (!String(to).endsWith(ending) || left <= 0) return rename(from, to)
  left -= 1
  throw Object.assign(new Error(`${code}: operation not permitted, rename`), { code })
}
syncBuiltinESMExports()
