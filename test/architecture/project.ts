import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Node, parseSync } from 'oxc-parser'

/** One thing that a file asks for: an import, a re-export, a type import, a dynamic import or a `require`. */
export type Reference = {
  /** The text as written; null when it is computed, so that nobody can say what it names. */
  readonly specifier: string | null
  readonly line: number
  /** Whether it is gone when types are stripped, so that nothing is loaded at run time. */
  readonly isType: boolean
}

export type SourceFile = {
  /** Relative to the project, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly lineCount: number
  readonly references: readonly Reference[]
  /** Every node of the syntax tree, parents before children. */
  readonly nodes: readonly Node[]
  lineOf(offset: number): number
}

export type Project = { readonly files: readonly SourceFile[] }

const roots = ['electron', 'renderer', 'test', 'build', 'bin']

/** Reads and parses all sources of a project; throws when one is not valid TypeScript. */
export function loadProject(root: string): Project {
  const paths = roots.flatMap(folder => sourcesBelow(root, folder))
  return { files: paths.map(path => parseFile(path, readFileSync(join(root, path), 'utf8'))) }
}

function sourcesBelow(root: string, folder: string): string[] {
  let entries: string[]
  try {
    entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  } catch {
    return []
  }
  return entries
    .map(entry => `${folder}/${entry.replaceAll('\\', '/')}`)
    .filter(path => /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/.test(path) && !path.includes('/node_modules/'))
    .sort()
}

export function parseFile(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text)
  const problem = errors[0]
  if (problem !== undefined) throw new Error(`${path} cannot be parsed: ${problem.message}`)
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(match => match.index + 1)]
  const lineOf = (offset: number) => lineStarts.findLastIndex(start => start <= offset) + 1
  const nodes = collectNodes(program)
  const references = nodes.flatMap(node => {
    const source = sourceOf(node)
    return source === undefined
      ? []
      : [{ specifier: literalText(source), line: lineOf(node.start), isType: isTypeOnly(node) }]
  })
  return {
    path,
    text,
    lineCount: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    references,
    nodes,
    lineOf,
  }
}

/** The part of a node that names another module, or undefined for a node that names none. */
function sourceOf(node: Node): Node | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source
    case 'ExportNamedDeclaration':
      return node.source ?? undefined
    case 'TSExternalModuleReference':
      return node.expression
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'require'
        ? node.arguments[0]
        : undefined
    default:
      return undefined
  }
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType') return true
  if (node.type === 'ImportDeclaration') return node.importKind === 'type'
  const isExport = node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration'
  return isExport && node.exportKind === 'type'
}

function literalText(node: Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  const quasi = node.type === 'TemplateLiteral' && node.expressions.length === 0 ? node.quasis[0] : undefined
  return quasi?.value.cooked ?? null
}

function collectNodes(root: Node): Node[] {
  const found: Node[] = []
  const waiting: unknown[] = [root]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Array.isArray(next)) waiting.push(...next.filter(isObject).reverse())
    else if (isObject(next)) {
      if (isNode(next)) found.push(next)
      waiting.push(...Object.values(next).filter(isObject).reverse())
    }
  }
  return found
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isNode(value: object): value is Node {
  return 'type' in value && typeof value.type === 'string' && 'start' in value
}
