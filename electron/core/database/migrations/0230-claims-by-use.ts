import type { Migration } from './migration.ts'

/** Seats of a product are found by when they were last used, without reading the claims themselves. */
export const claimsByUse: Migration = {
  version: 230,
  name: 'claims by their last use',
  up: `
drop index claim_by_product;
create index claim_by_product on claim (sku_id, class, grade, use_band);
`,
}
