import type { Project, SourceFile } from './project.ts'

/** One statement about the sources, with a case that breaks it, so that the rule itself is known to work. */
export type Rule = {
  /** What holds, as the title of a test. */
  readonly holds: string
  /** Answers with one line per violation, each beginning with the file's path; none when the rule holds. */
  readonly violations: (project: Project) => string[]
  /** Files, by path, of a small project in which each file named in `broken` breaks the rule. */
  readonly planted: Readonly<Record<string, string>>
  /** Paths of planted files that the rule must name; the other planted files must be left alone. */
  readonly broken: readonly string[]
}

/** Whether a path lies in a folder or is exactly the file. */
export function isWithin(path: string, folderOrFile: string): boolean {
  return path === folderOrFile || path.startsWith(`${folderOrFile}/`)
}

export function isWithinAny(path: string, foldersOrFiles: readonly string[]): boolean {
  return foldersOrFiles.some(folderOrFile => isWithin(path, folderOrFile))
}

/** A violation line that an editor can jump to. */
export function at(file: SourceFile, line: number, message: string): string {
  return `${file.path}:${line} ${message}`
}
