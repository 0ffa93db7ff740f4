import { posix } from 'node:path'
import type { Project, SourceFile } from './project.ts'
import { at, isWithinAny, type Rule } from './rule.ts'

const maxSiblings = 15
const maxCommentColumn = 110

/**
 * What breaks a rule of this file from before it was made: folders and files that are left out until they
 * keep to it. The lists only shrink; an entry that is no longer needed fails its own test.
 */
export const exceptions = {
  siblings: [],
  comments: [],
  bounds: [],
  results: [],
  adapters: ['electron/platform/sqlite'],
} as const

type HouseRule = {
  readonly holds: string
  /** Every violation, also where an exception is listed. */
  readonly find: (
    project: Project,
  ) => { readonly file: SourceFile; readonly line: number; readonly message: string }[]
  readonly exceptions: readonly string[]
  /** What an exception names: the folder of a file itself, or anything below it. */
  readonly isExcepted?: (file: SourceFile, exceptions: readonly string[]) => boolean
  readonly planted: Rule['planted']
  readonly broken: Rule['broken']
}

const siblings: HouseRule = {
  holds: `no folder holds more than ${maxSiblings} files`,
  exceptions: exceptions.siblings,
  isExcepted: (file, folders) => folders.includes(posix.dirname(file.path)),
  find: project => {
    const folders = Map.groupBy(project.files, file => posix.dirname(file.path))
    return [...folders.values()].flatMap(files => {
      const last = files.at(-1)
      if (last === undefined || files.length <= maxSiblings) return []
      return [{ file: last, line: 1, message: `is one of ${files.length} files of its folder` }]
    })
  },
  planted: Object.fromEntries(
    ['crowded', 'full'].flatMap((folder, extra) =>
      Array.from({ length: maxSiblings + 1 - extra }, (_, index) => [
        `renderer/${folder}/file-${String(index).padStart(2, '0')}.ts`,
        'export {}\n',
      ]),
    ),
  ),
  broken: [`renderer/crowded/file-${maxSiblings}.ts`],
}

const comments: HouseRule = {
  holds: `comments end by column ${maxCommentColumn}`,
  exceptions: exceptions.comments,
  find: project =>
    project.files.flatMap(file =>
      file.text
        .split('\n')
        .flatMap((text, index) =>
          text.length > maxCommentColumn && /^\s*(\/\/|\/?\*)/.test(text)
            ? [{ file, line: index + 1, message: `has a comment that ends at column ${text.length}` }]
            : [],
        ),
    ),
  planted: {
    'renderer/a.ts': `// ${'long '.repeat(22)}\nexport const a = 1\n`,
    'renderer/b.ts': `/** Short. */\nexport const b = '${'long '.repeat(22)}'\n`,
  },
  broken: ['renderer/a.ts'],
}

/** Constants of a module by their names; names inside functions are their own affair. */
function constantsOf(file: SourceFile): { name: string; line: number }[] {
  const pattern = /^(?:export )?const (\w+)/gm
  return [...file.text.matchAll(pattern)].map(match => ({
    name: match[1] ?? '',
    line: file.lineOf(match.index),
  }))
}

const bounds: HouseRule = {
  holds: 'a bound is named max… or min…',
  exceptions: exceptions.bounds,
  find: project =>
    project.files
      .filter(file => isWithinAny(file.path, ['electron', 'renderer']))
      .flatMap(file =>
        constantsOf(file)
          .filter(({ name }) =>
            /^(most|longest|largest|highest|widest|fewest|shortest|smallest|lowest|narrowest)(?![a-z])/.test(
              name,
            ),
          )
          .map(({ name, line }) => ({ file, line, message: `names a bound ${name}` })),
      ),
  planted: {
    'renderer/a.ts': `const longestWaitMs = 1\nexport const a = longestWaitMs\n`,
    'renderer/b.ts': `const maxWaitMs = 1\nconst mostly = 2\nexport const b = [maxWaitMs, mostly]\n`,
  },
  broken: ['renderer/a.ts'],
}

const results: HouseRule = {
  holds: 'the type of what a check found ends in Result',
  exceptions: exceptions.results,
  find: project =>
    project.files
      .filter(file => isWithinAny(file.path, ['electron', 'renderer']))
      .flatMap(file =>
        [...file.text.matchAll(/^(?:export )?(?:type|interface) (\w*(?:Verdict|Outcome))\b/gm)].map(
          match => ({
            file,
            line: file.lineOf(match.index),
            message: `names a result ${match[1]}`,
          }),
        ),
      ),
  planted: {
    'renderer/a.ts': `export type ProofVerdict = { ok: boolean }\n`,
    'renderer/b.ts': `export type ProofResult = { ok: boolean }\n`,
  },
  broken: ['renderer/a.ts'],
}

/** Whether a file says only what things are, so that nothing of it is left at run time. */
function holdsTypesOnly(file: SourceFile): boolean {
  if (file.path.endsWith('.d.ts')) return true
  const [program] = file.nodes
  if (program?.type !== 'Program') return false
  return program.body.every(statement => {
    const declared =
      statement.type === 'ExportNamedDeclaration' && statement.declaration !== null
        ? statement.declaration
        : statement
    if (declared.type === 'ImportDeclaration') return declared.importKind === 'type'
    if (declared.type === 'ExportNamedDeclaration') return declared.exportKind === 'type'
    return declared.type === 'TSTypeAliasDeclaration' || declared.type === 'TSInterfaceDeclaration'
  })
}

const adapters: HouseRule = {
  holds: 'a file of the platform uses a module of Node or a package, or holds types only',
  exceptions: exceptions.adapters,
  find: project =>
    project.files
      .filter(file => isWithinAny(file.path, ['electron/platform']))
      .filter(file => !holdsTypesOnly(file))
      .filter(
        file => !file.references.some(({ specifier }) => specifier !== null && !specifier.startsWith('.')),
      )
      .map(file => ({ file, line: 1, message: 'adapts nothing, so it belongs to the core' })),
  planted: {
    'electron/platform/a.ts': `export const isActive = (days: number) => days < 30\n`,
    'electron/platform/b.ts': `import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n`,
    'electron/platform/c.ts': `export type Shape = { a: 1 }\n`,
  },
  broken: ['electron/platform/a.ts'],
}

const all: readonly HouseRule[] = [siblings, comments, bounds, results, adapters]

const isBelow: NonNullable<HouseRule['isExcepted']> = (file, folders) => isWithinAny(file.path, folders)

export const houseRules: readonly Rule[] = all.map(rule => ({
  holds: rule.holds,
  planted: rule.planted,
  broken: rule.broken,
  violations: project =>
    rule
      .find(project)
      .filter(({ file }) => !(rule.isExcepted ?? isBelow)(file, rule.exceptions))
      .map(({ file, line, message }) => at(file, line, message)),
}))

/** Exceptions that nothing needs any more, as `rule: place`. */
export function idleExceptions(project: Project): string[] {
  return all.flatMap(rule => {
    const found = rule.find(project)
    return rule.exceptions
      .filter(place => !found.some(({ file }) => (rule.isExcepted ?? isBelow)(file, [place])))
      .map(place => `${rule.holds}: ${place}`)
  })
}
