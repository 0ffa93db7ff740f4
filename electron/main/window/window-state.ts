import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export type Area = { x: number; y: number; width: number; height: number }

const coordinate = z.int().min(-100_000).max(100_000)
const length = z.int().min(1).max(100_000)
/** Where the window was and whether it filled the screen. */
export const WindowState = z.strictObject({
  area: z.strictObject({ x: coordinate, y: coordinate, width: length, height: length }).nullable(),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof WindowState>

export const minWindow = { width: 900, height: 600 }
const usualWindow = { width: 1280, height: 800 }
/** This much of a window has to lie on a screen, so that it can be seen and dragged. */
const visible = { width: 200, height: 100 }

export const freshState: WindowState = { area: null, maximized: false }

/** What was remembered, or a fresh state when it cannot be read: nobody's data is lost with it. */
export function readWindowState(file: string): WindowState {
  try {
    const found = WindowState.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return found.success ? found.data : freshState
  } catch {
    return freshState
  }
}

/**
 * Writes at once, since a window is often closed because the computer shuts down. Where that is refused (a
 * full disk; on Windows a virus scanner that holds the file) the next movement of the window writes again,
 * and the window keeps its old place at worst.
 */
export function writeWindowState(file: string, state: WindowState): void {
  const aside = `${file}.new`
  try {
    writeFileSync(aside, JSON.stringify(state), { mode: 0o600 })
    renameSync(aside, file)
  } catch {
    // Nobody's data is lost with it, and a failure here must not end the app.
    removeQuietly(aside)
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // It is written over the next time.
  }
}

/**
 * The place for the window: where it was, if a usable part of that still lies on a screen; else the usual
 * size in the middle, as far as the first screen has room for it.
 *
 * @param screens the areas of all screens without their panels, the main screen first
 */
export function placeWindow(
  state: WindowState,
  screens: readonly Area[],
): Partial<Area> & { width: number; height: number } {
  const { area } = state
  const main = screens[0]
  const room = { width: main?.width ?? usualWindow.width, height: main?.height ?? usualWindow.height }
  if (area !== null && screens.some(screen => isUsable(area, screen))) {
    return {
      ...area,
      width: Math.max(area.width, minWindow.width),
      height: Math.max(area.height, minWindow.height),
    }
  }
  return {
    width: Math.max(minWindow.width, Math.min(usualWindow.width, room.width)),
    height: Math.max(minWindow.height, Math.min(usualWindow.height, room.height)),
  }
}

function isUsable(area: Area, screen: Area): boolean {
  const width = Math.min(area.x + area.width, screen.x + screen.width) - Math.max(area.x, screen.x)
  const height = Math.min(area.y + area.height, screen.y + screen.height) - Math.max(area.y, screen.y)
  // The title bar is at the top; without it on the screen a window cannot be moved.
  return width >= visible.width && height >= visible.height && area.y >= screen.y - 1
}
