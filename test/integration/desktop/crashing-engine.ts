/** An engine's process that ends at once, as often as it is started. */
process.exit(3)
