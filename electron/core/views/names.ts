/** A product's name: what the person set, Microsoft's, the readable part number, at last the bare id. */
export const productName = `coalesce(
    product_setting.display_name, product_name.display_name, product_fallback.display_name,
    license.sku_part_number, product_name.string_id, `

/** The joins that {@link productName} needs, from an expression that gives a product's id. */
export function productJoins(skuId: string): string {
  return `
  left join product_setting on product_setting.sku_id = ${skuId}
  left join product_name on product_name.sku_id = ${skuId}
  left join product_fallback on product_fallback.sku_id = ${skuId}`
}
