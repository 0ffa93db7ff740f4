import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, createQueryClient } from './app.tsx'
import { createBridge } from './bridge/create-bridge.ts'
import './global.css'
import { createStrings } from './i18n/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the window.')

const bridge = createBridge()
const strings = await createStrings()

createRoot(root).render(
  <StrictMode>
    <App bridge={bridge} strings={strings} client={createQueryClient()} />
  </StrictMode>,
)
