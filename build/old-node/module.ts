/** Node 20 keeps no compiled code: the product compiles its own again at each start. */
export const enableCompileCache = (): undefined => undefined
export const getCompileCacheDir = (): undefined => undefined
