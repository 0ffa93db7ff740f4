/**
 * Runs work side by side. The first failure stops the rest, whose signal `stop` must be behind, and is thrown once all of it has ended: so
 * nothing of it goes on behind whatever is begun next.
 */
export async function together(
  stop: AbortController,
  works: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const failures: unknown[] = []
  await Promise.all(
    works.map(async work => {
      try {
        await work()
      } catch (error) {
        failures.push(error)
        stop.abort()
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
}
