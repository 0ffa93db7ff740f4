const exactVersion = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/

/** The dependencies whose version leaves room for another one, as `name version`. */
export function inexactVersions(versions: Readonly<Record<string, string>>): string[] {
  return Object.entries(versions)
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => `${name} ${version}`)
}

/**
 * Compares package names with the tables of a Markdown text, in which a row begins with the package's name in
 * backticks and goes on with the reason.
 */
export function packagesWithoutReason(
  names: readonly string[],
  markdown: string,
): { missing: string[]; leftOver: string[] } {
  const rows = [...markdown.matchAll(/^\| `([^`]+)` \|\s*(.*?)\s*\|$/gm)]
  const withReason = new Set(rows.filter(row => row[2] !== '').map(row => row[1]))
  const named = rows.flatMap(row => row[1] ?? [])
  return {
    missing: names.filter(name => !withReason.has(name)),
    leftOver: named.filter(name => !names.includes(name)),
  }
}
