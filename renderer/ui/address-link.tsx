import { Link } from '@fluentui/react-components'
import type { ReactNode } from 'react'

/** A link to a place in the app, as the address of that place. */
export function AddressLink({ href, children }: { href: string; children: ReactNode }) {
  return <Link href={href}>{children}</Link>
}
