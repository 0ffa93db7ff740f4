import type { Node } from 'oxc-parser'
import type { SourceFile } from './project.ts'
import { at, isWithinAny, type Rule } from './rule.ts'

const shipped = ['electron', 'renderer']
const everywhere = ['electron', 'renderer', 'test', 'build', 'bin']
const longestFile = 300

/**
 * Files that may read a secret's text: they hand it to the keychain, to the token request, or look at its
 * shape.
 */
const secretReaders = [
  'electron/core/connectors/secret-shape.ts',
  'electron/core/graph/token.ts',
  'electron/core/identity/token-source.ts',
  'electron/core/secrets/keychain.ts',
  'electron/platform/identity',
]

/** A rule about single nodes: `find` says what is wrong with a node, or null. */
function nodeRule(
  rule: Omit<Rule, 'violations'> & {
    readonly in: readonly string[]
    readonly except?: readonly string[]
    readonly find: (node: Node, file: SourceFile) => string | null
  },
): Rule {
  const violations: Rule['violations'] = project =>
    project.files
      .filter(file => isWithinAny(file.path, rule.in) && !isWithinAny(file.path, rule.except ?? []))
      .flatMap(file =>
        file.nodes.flatMap(node => {
          const message = rule.find(node, file)
          return message === null ? [] : [at(file, file.lineOf(node.start), message)]
        }),
      )
  return { holds: rule.holds, planted: rule.planted, broken: rule.broken, violations }
}

/** The name of the method that a node calls, as `exec` in `a.b.exec()`, or null for other nodes. */
function calledMethod(node: Node): string | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null
  return nameOf(node.callee.property)
}

/** The last name of what a method is called on, as `db` in `this.#db.exec()`, or null where it has none. */
function receiver(node: Node): string | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null
  const { object } = node.callee
  return nameOf(object.type === 'MemberExpression' ? object.property : object)
}

function nameOf(node: Node): string | null {
  return 'name' in node && typeof node.name === 'string' ? node.name : null
}

const fileLength: Rule = {
  holds: `no file is longer than ${longestFile} lines`,
  violations: project =>
    project.files
      .filter(file => file.lineCount > longestFile)
      .map(file => at(file, file.lineCount, `has ${file.lineCount} lines`)),
  planted: {
    'build/long.ts': 'export {}\n'.repeat(longestFile + 1),
    'test/unit/just-fits.test.ts': 'export {}\n'.repeat(longestFile),
  },
  broken: ['build/long.ts'],
}

const namedExports = nodeRule({
  holds: 'nothing is exported as a default',
  in: everywhere,
  find: (node, file) => {
    if (/\.config\.ts$/.test(file.path)) return null
    if (node.type === 'ExportDefaultDeclaration') return 'has a default export'
    if (node.type !== 'ExportSpecifier' || node.exported.type !== 'Identifier') return null
    return node.exported.name === 'default' ? 'has a default export' : null
  },
  planted: {
    'electron/core/a.ts': `export default 1\n`,
    'electron/core/b.ts': `const b = 1\nexport { b as default }\n`,
    'build/vite.config.ts': `export default {}\n`,
  },
  broken: ['electron/core/a.ts', 'electron/core/b.ts'],
})

const secrets = nodeRule({
  holds: 'only the keychain, the token code and the look at its shape read the text of a secret',
  in: shipped,
  except: secretReaders,
  find: node => {
    const isMember = node.type === 'MemberExpression'
    return isMember && nameOf(node.property) === 'reveal' ? 'reads the text of a secret' : null
  },
  planted: {
    'electron/core/secrets/keychain.ts': `export const a = (secret: { reveal(): string }) => secret.reveal()\n`,
    'electron/core/setup/b.ts': `export const b = (secret: { reveal(): string }) => secret.reveal()\n`,
    'electron/engine/c.ts': `export const c = (secret?: { reveal(): string }) => secret?.reveal\n`,
  },
  broken: ['electron/core/setup/b.ts', 'electron/engine/c.ts'],
})

const markup: Rule = {
  holds: 'text is never put into the page as markup',
  violations: project =>
    project.files
      .filter(file => isWithinAny(file.path, shipped))
      .filter(file => /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML/.test(file.text))
      .map(file => at(file, 1, 'writes markup')),
  planted: {
    'renderer/a.tsx': `export const A = () => <b dangerouslySetInnerHTML={{ __html: '' }} />\n`,
    'renderer/b.tsx': `export const B = () => <b>{'<i>'}</b>\n`,
  },
  broken: ['renderer/a.tsx'],
}

const statements = nodeRule({
  holds: 'SQL is prepared and executed in the SQLite adapter only',
  in: shipped,
  except: ['electron/platform/sqlite'],
  find: node => {
    const method = calledMethod(node)
    const isDatabase = /^(db|database|connection|reader|writer|sqlite)$/i.test(receiver(node) ?? '')
    return isDatabase && /^(prepare|exec|pragma)$/.test(method ?? '') ? `calls ${method} on a database` : null
  },
  planted: {
    'electron/platform/sqlite/a.ts': `export const a = (db: any) => db.exec('vacuum')\n`,
    'electron/platform/b.ts': `export const b = (db: any) => db.exec('vacuum')\n`,
    'electron/engine/c.ts': `export class C { #db: any; run() { return this.#db.prepare('select 1') } }\n`,
    'electron/core/d.ts': `export const d = (text: string) => /a/.exec(text)\n`,
  },
  broken: ['electron/platform/b.ts', 'electron/engine/c.ts'],
})

const moduleState = nodeRule({
  holds: 'no module keeps state that changes',
  in: shipped,
  find: (node, file) => {
    if (node.type !== 'Program') return null
    const declared = node.body.map(entry =>
      'declaration' in entry && entry.declaration ? entry.declaration : entry,
    )
    const mutable = declared.find(
      entry => entry.type === 'VariableDeclaration' && /^(let|var)$/.test(entry.kind),
    )
    return mutable === undefined ? null : `keeps state in line ${file.lineOf(mutable.start)}`
  },
  planted: {
    'electron/core/a.ts': `export let count = 0\n`,
    'electron/core/b.ts': `export function b() { let count = 0; count += 1; return count }\n`,
  },
  broken: ['electron/core/a.ts'],
})

const handedIn = nodeRule({
  holds: 'the core is handed the time and chance, and asks for neither itself',
  in: ['electron/core', 'electron/contract'],
  find: node => {
    const called = `${receiver(node)}.${calledMethod(node)}`
    if (['Date.now', 'Math.random', 'performance.now'].includes(called)) return `calls ${called}`
    const isDate =
      node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Date'
    return isDate && node.arguments.length === 0 ? 'reads the time' : null
  },
  planted: {
    'electron/core/a.ts': `export const a = () => Date.now()\n`,
    'electron/core/b.ts': `export const b = () => new Date()\n`,
    'electron/core/c.ts': `export const c = (now: number) => new Date(now)\n`,
    'electron/platform/clock.ts': `export const clock = { now: () => Date.now() }\n`,
  },
  broken: ['electron/core/a.ts', 'electron/core/b.ts'],
})

const certificates: Rule = {
  holds: 'no certificate is accepted unverified',
  violations: project =>
    project.files
      .filter(file => isWithinAny(file.path, shipped))
      .filter(file => /rejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED/.test(file.text))
      .map(file => at(file, 1, 'turns certificate checks off')),
  planted: {
    'electron/platform/a.ts': `export const a = { rejectUnauthorized: false }\n`,
    'electron/platform/b.ts': `export const b = { rejectUnauthorized: true }\n`,
  },
  broken: ['electron/platform/a.ts'],
}

const compiledCode: Rule = {
  holds: 'compiled code is kept in a folder that the app names, never in the shared temporary one',
  violations: project =>
    project.files
      .filter(file => isWithinAny(file.path, shipped))
      .filter(file => /enableCompileCache\(\s*\)/.test(file.text))
      .map(file => at(file, 1, 'keeps compiled code where other users can write')),
  planted: {
    'electron/engine/a.ts': `enableCompileCache()\n`,
    'electron/platform/b.ts': `enableCompileCache('/data/compiled')\n`,
  },
  broken: ['electron/engine/a.ts'],
}

export const codeRules: readonly Rule[] = [
  fileLength,
  namedExports,
  secrets,
  markup,
  statements,
  moduleState,
  handedIn,
  certificates,
  compiledCode,
]
