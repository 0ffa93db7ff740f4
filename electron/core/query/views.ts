import { z } from 'zod'
import { QueryView } from '../../contract/query.ts'
import words from './view-words.json' with { type: 'json' }

/** Every view of the contract, in the order and the words of docs/data-model.md, which a test compares. */
export const queryViews: readonly QueryView[] = z.array(QueryView).parse(words)
