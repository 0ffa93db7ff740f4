/**
 * A body that a plain download has kept, and the path that it answers; of a report the file behind the
 * redirect.
 */
export type KeptBody = { path: string; file: string }

/** The file with the list of all bodies, in the folder in which they are. */
export const listOfBodies = 'bodies.json'
