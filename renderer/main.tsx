import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createBridge } from './bridge/create-bridge.ts'
import './global.css'
import { createStrings } from './i18n/index.ts'
import { askFirst, createQueryClient } from './query-client.ts'
import { parseRoute } from './routing/route.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the window.')

const bridge = createBridge()
const client = createQueryClient(bridge)
void askFirst(client, bridge, parseRoute(window.location.hash))
const strings = await createStrings()

createRoot(root).render(
  <StrictMode>
    <App bridge={bridge} strings={strings} client={client} />
  </StrictMode>,
)
