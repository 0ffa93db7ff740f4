import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, createQueryClient } from './app.tsx'
import { createSocketBridge, type Socket } from './bridge/socket-bridge.ts'
import './global.css'
import { createStrings } from './i18n/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the window.')

const bridge = createSocketBridge(
  () => new WebSocket(new URL('/contract', window.location.href.replace(/^http/, 'ws'))) as Socket,
)
const strings = await createStrings()

createRoot(root).render(
  <StrictMode>
    <App bridge={bridge} strings={strings} client={createQueryClient()} />
  </StrictMode>,
)
