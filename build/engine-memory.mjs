/**
 * How Node is started where the engine works in the process itself, so that a sync keeps its memory small:
 * bodies that were read are given back soon, because the young generation of the heap is small; threads share
 * two areas of memory instead of having one each, and what is large goes back to the system at once (glibc).
 */
export const engineNodeArguments = ['--max-semi-space-size=1']

/** @type {Readonly<Record<string, string>>} */
export const engineEnvironment = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}
