import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createBridge } from './bridge/create-bridge.ts'
import './global.css'
import { createStrings } from './i18n/index.ts'
import { askAhead, askFirst, createQueryClient } from './query-client.ts'
import { parseRoute } from './routing/route.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the window.')

/** By then the first screen is drawn, and nothing of it waits behind what may be wanted next. */
const afterFirstScreenMs = 500

const bridge = createBridge()
const client = createQueryClient(bridge)
void askFirst(client, bridge, parseRoute(window.location.hash)).finally(() => {
  setTimeout(() => void askAhead(client, bridge), afterFirstScreenMs)
})
const strings = await createStrings()

createRoot(root).render(
  <StrictMode>
    <App bridge={bridge} strings={strings} client={client} />
  </StrictMode>,
)
