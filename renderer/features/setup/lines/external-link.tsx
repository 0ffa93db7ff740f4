import { Button, Link } from '@fluentui/react-components'
import { OpenRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { MouseEvent, ReactNode } from 'react'
import { useQueries } from '../../../queries.ts'
import { useOpenPage } from './use-open-page.ts'

type Props = {
  address: string
  /** A button for something to do, the main one of the screen or not, or a link within a text. */
  look?: 'primary' | 'button' | 'link'
  onOpen?: () => void
  children: ReactNode
}

/**
 * A page outside of the app. A desktop host opens it in the person's browser; in a browser it is an ordinary
 * link to a new tab.
 */
export function ExternalLink({ address, look = 'link', onOpen, children }: Props) {
  const host = useQuery(useQueries().host())
  const openPage = useOpenPage()
  const open = (event: MouseEvent) => {
    onOpen?.()
    if (host.data?.kind !== 'desktop') return
    event.preventDefault()
    openPage(address)
  }
  const target = { href: address, target: '_blank', rel: 'noopener noreferrer', onClick: open } as const
  if (look === 'link') return <Link {...target}>{children}</Link>
  return (
    <Button
      as="a"
      appearance={look === 'primary' ? 'primary' : 'secondary'}
      icon={<OpenRegular />}
      iconPosition="after"
      {...target}
    >
      {children}
    </Button>
  )
}
