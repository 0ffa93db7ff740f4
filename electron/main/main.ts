import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, dialog, protocol, session } from 'electron'
import { createHostLog, type HostLog } from '../engine/host-log.ts'
import { createEngineClient, type EngineClient } from './engine/client.ts'
import { createLastWords } from './engine/failure.ts'
import { startEngineProgram } from './engine/program.ts'
import { pageSchemes } from './page/protocol.ts'
import { type Places, placesOf } from './start/places.ts'
import { runSelfTest, selfTestSwitch } from './start/self-test.ts'
import { windowsAppName } from './start/start-at-login.ts'
import { decideStart, isAppImage, refusedSwitches } from './start/start-decision.ts'
import { words } from './words.ts'

/**
 * Entry of the desktop app. What has to happen before Electron is ready happens here, in this order: the
 * sandbox comes before all else.
 */
function main(): void {
  // Asked first, because switching the sandbox on takes the option that turns it off from the command line.
  const refused = refusedSwitches(app.isPackaged, process.argv.slice(1), process.platform)
  const decision = decideStart({
    refused,
    isAppImage: isAppImage(process),
    hasNamespaces: () => spawnSync('unshare', ['-Ur', 'true'], { timeout: 2_000 }).status === 0,
  })
  if (decision.kind === 'refuse') {
    dialog.showErrorBox(
      words.appName,
      `${words.unsafeStart} ${decision.switches.map(name => `--${name}`).join(', ')}`,
    )
    app.exit(2)
    return
  }
  if (decision.kind === 'noSandboxHere') return void sayNoSandbox()
  // As root, as which containers run tests, Chromium has no sandbox and would not start with it. A packaged
  // app never runs without one.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  const places = placesOf({
    root: join(import.meta.dirname, '..', '..'),
    isPackaged: app.isPackaged,
    version: app.getVersion(),
    env: process.env,
    usualProfile: app.getPath('userData'),
  })
  if (app.commandLine.hasSwitch(selfTestSwitch)) return void testItself(places)
  app.setPath('userData', places.profile)
  app.setAppUserModelId(windowsAppName)
  protocol.registerSchemesAsPrivileged(pageSchemes)
  // Nothing opens the database before this: a second instance only brings the first one to the person and
  // ends.
  if (app.requestSingleInstanceLock()) void runFirst(places)
  else app.exit(0)
}

/** Answers with one line of JSON and the exit status, without a window and beside an app that may run. */
async function testItself({ engine }: Places): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-self-test-'))
  app.setPath('userData', join(folder, 'window'))
  await app.whenReady()
  const order = { ...engine.order, home: join(folder, 'data') }
  const result = await runSelfTest({
    start: () => startEngineProgram({ ...engine, order }, text => process.stderr.write(text)),
    version: order.version,
    versions: process.versions,
    system: `${process.platform}-${process.arch}`,
  })
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.stdout.write(`${JSON.stringify(result)}\n`, () => app.exit(result.ok ? 0 : 1))
}

/** On the terminal at once; as a box when Electron can show one, for whoever started the app from a menu. */
async function sayNoSandbox(): Promise<void> {
  dialog.showErrorBox(words.appName, words.noSandboxHere)
  await app.whenReady()
  dialog.showErrorBox(words.appName, words.noSandboxHere)
  app.exit(1)
}

async function runFirst(places: Places): Promise<void> {
  // Links that other programs send are not for this app.
  app.on('open-url', event => event.preventDefault())
  app.on('open-file', event => event.preventDefault())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // A second start may come before the window can be shown. What it was started with is not looked at: also a
  // hidden one shows the window.
  let isWanted = false
  let show = () => {
    isWanted = true
  }
  app.on('second-instance', () => show())
  app.on('activate', () => show())
  // What the app is made of is read while Electron comes up. So does a Node of our own; Electron's own
  // processes can only be started once it is ready.
  const desktopProgram = import('./desktop.ts')
  if (places.engine.node === null) await app.whenReady()
  const hostLog = createHostLog(places.engine.order.home, process.env)
  const lastWords = createLastWords(hostLog)
  const complain = (text: string) => {
    if (!app.isPackaged) process.stderr.write(text)
    lastWords.receive(text)
  }
  const engine = createEngineClient({
    start: () => startEngineProgram(places.engine, complain),
    lastWords,
    now: Date.now,
    // Proxy settings can only be asked for once Electron is ready, and a Node of our own is there before.
    resolveProxy: async url => {
      await app.whenReady()
      return session.defaultSession.resolveProxy(url)
    },
  })
  closeInOrder(engine, hostLog)
  process.on('uncaughtException', error => {
    engine.note({ event: 'host.failed', reason: error.name, method: null })
    app.quit()
  })
  const [{ runDesktop }] = await Promise.all([desktopProgram, app.whenReady()])
  const desktop = runDesktop(engine, places, hostLog.folder)
  show = desktop.show
  if (isWanted) show()
}

/** Lets the engine and the log close their files before the app ends. */
function closeInOrder(engine: EngineClient, hostLog: HostLog): void {
  let isClosed = false
  app.on('will-quit', event => {
    if (isClosed) return
    event.preventDefault()
    void Promise.allSettled([engine.close(), hostLog.close()]).finally(() => {
      isClosed = true
      app.quit()
    })
  })
}

main()
