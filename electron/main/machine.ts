import type { PowerMonitor } from 'electron'
import type { MachineState } from '../contract/background.ts'

type Ports = {
  power: Pick<PowerMonitor, 'on' | 'isOnBatteryPower'>
  isOnline: () => boolean
  /** Receives the state at the start and whenever it has changed. */
  onState: (state: MachineState) => void
}

/** Electron has no event for the network coming or going, so it is polled this often. */
const lookMs = 15_000

/**
 * Watches power and network. Whether a connection is metered no part of Electron knows; the engine asks the
 * system itself. Returns the function that reports the state again, for an engine that was restarted.
 */
export function watchMachine({ power, isOnline, onState }: Ports): () => void {
  let suspended = false
  let reported = ''
  const now = () => ({ online: isOnline(), onBattery: power.isOnBatteryPower(), metered: false, suspended })
  const report = (state: MachineState) => {
    reported = JSON.stringify(state)
    onState(state)
  }
  const look = () => {
    const state = now()
    if (JSON.stringify(state) !== reported) report(state)
  }
  const setSuspended = (value: boolean) => () => {
    suspended = value
    look()
  }
  power.on('suspend', setSuspended(true))
  power.on('resume', setSuspended(false))
  power.on('on-ac', look)
  power.on('on-battery', look)
  setInterval(look, lookMs).unref()
  report(now())
  return () => report(now())
}
