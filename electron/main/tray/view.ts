import type { IconState } from './icon.ts'
import { type TrayLine, type TrayState, trayMenu, trayTooltip } from './menu.ts'

/**
 * What of a tray can be changed. Each change is work for the main process, and on Linux the tooltip is a
 * question to the X server.
 */
export type TrayPort = {
  setPicture(state: IconState): void
  setTooltip(text: string): void
  setMenu(lines: readonly TrayLine[]): void
}

/** The tray as a person sees it, which changes only where it says something else. */
export type TrayView = {
  show(state: TrayState): void
  /** Draws the picture again when the desktop changes its colors. */
  redraw(): void
}

/** What a tray is made with. */
export const firstIcon: IconState = { phase: 'idle', percent: null }

/** Steps of five keep the tray from being changed a hundred times for one sync. */
const stepPercent = 5

export function createTrayView(tray: TrayPort, locale: string): TrayView {
  let icon = firstIcon
  const pictureOf = remember((state: IconState) => tray.setPicture(state), firstIcon)
  const tooltipOf = remember((text: string) => tray.setTooltip(text))
  // On Linux a menu that is open closes when it is replaced.
  const menuOf = remember((lines: readonly TrayLine[]) => tray.setMenu(lines))
  return {
    show: state => {
      const shown = inSteps(state)
      icon = iconOf(shown)
      pictureOf(icon)
      tooltipOf(trayTooltip(shown))
      menuOf(trayMenu(shown, locale))
    },
    redraw: () => tray.setPicture(icon),
  }
}

function iconOf(state: TrayState): IconState {
  if (state === 'stopped') return { phase: 'attention', percent: null }
  return { phase: state?.phase ?? 'idle', percent: state?.percent ?? null }
}

function inSteps(state: TrayState): TrayState {
  if (state === null || state === 'stopped') return state
  const { percent } = state
  return percent === null ? state : { ...state, percent: Math.floor(percent / stepPercent) * stepPercent }
}

/** Passes a value on when it differs from the last one. */
function remember<T>(change: (value: T) => void, first?: T): (value: T) => void {
  let last = JSON.stringify(first)
  return value => {
    const text = JSON.stringify(value)
    if (text === last) return
    last = text
    change(value)
  }
}
