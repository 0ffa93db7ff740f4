import { z } from 'zod'

export const SearchRequest = z.strictObject({
  connector: z.string().min(1).max(200),
  text: z.string().max(256),
  /** At most so many users; of products and departments the best few are added. */
  limit: z.int().min(1).max(50).default(10),
})

/** What a search finds. Names of users are theirs as the directory writes them. */
export const SearchResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('user'),
    id: z.string(),
    name: z.string(),
    userPrincipalName: z.string().nullable(),
    department: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('product'), id: z.string(), name: z.string(), partNumber: z.string() }),
  z.strictObject({ kind: z.literal('department'), name: z.string(), users: z.int() }),
])
export type SearchResult = z.infer<typeof SearchResult>
