import { createContext, type ReactNode, useContext } from 'react'
import { createFormat, type Format } from './format.ts'

const FormatContext = createContext<Format>(createFormat())

export function FormatProvider({ format, children }: { format: Format; children: ReactNode }) {
  return <FormatContext.Provider value={format}>{children}</FormatContext.Provider>
}

export function useFormat(): Format {
  return useContext(FormatContext)
}
