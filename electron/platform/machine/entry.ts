import { dirname, extname, join } from 'node:path'

/**
 * The path of a program, for instance a thread's entry, that lies in the folder of the module which starts
 * it. In a checkout both are sources; a bundle has every entry beside its other files, with their extension.
 *
 * @param name the entry's file without an extension
 * @param from `import.meta.filename` of the module that asks
 */
export function entryBeside(from: string, name: string): string {
  return join(dirname(from), `${name}${extname(from)}`)
}
