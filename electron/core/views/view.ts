/** A view's name and its text; its columns are those of the select, in that order. */
export type View = { name: string; select: string }
