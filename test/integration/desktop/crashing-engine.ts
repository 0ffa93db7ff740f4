/**
 * An engine's process that ends at once, as often as it is started, with what a system says that lacks a
 * library.
 */
process.stderr.write(
  'node: error while loading shared libraries: libfirst.so.6: cannot open shared object file',
)
process.exit(3)
