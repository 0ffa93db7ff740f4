import { Link } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { formatRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'

type Props = { route: Route; navigate: Navigate; className?: string | undefined; children: ReactNode }

/** A link to a place in the app, which is a step in its history. */
export function RouteLink({ route, navigate, className, children }: Props) {
  return (
    <Link
      {...(className === undefined ? {} : { className })}
      href={formatRoute(route)}
      onClick={event => {
        event.preventDefault()
        navigate(route)
      }}
    >
      {children}
    </Link>
  )
}
