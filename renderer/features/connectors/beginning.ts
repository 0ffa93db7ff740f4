import { type Route, setupRoute } from '../../routing/route.ts'

/** Where a new setup begins. Its id stands in the address, so that going Back and Forward stays within the same setup. */
export function beginning(): Route {
  return setupRoute({ step: 'before', connector: null, draft: crypto.randomUUID() })
}
