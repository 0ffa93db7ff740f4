/**
 * What the picture in the tray shows. `percent` counts for `syncing` only; null shows that it runs, not how
 * far.
 */
export type IconState = { phase: 'idle' | 'syncing' | 'paused' | 'attention'; percent: number | null }
export type Color = { red: number; green: number; blue: number }

type Point = { x: number; y: number }

/**
 * The picture is designed on a grid of 16 by 16, its lines on whole pixels, so that they are sharp in the
 * smallest size.
 */
const grid = 16
const stroke = 0.9
const attentionColor: Color = { red: 0xda, green: 0x3b, blue: 0x01 }

/**
 * Draws the tray's picture: two linked arcs, with a bar, a dot or two strokes below for its state.
 *
 * @param size width and height in pixels
 * @param ink the color of the lines; a template image for macOS is black throughout
 * @param colored whether attention has a color of its own
 * @returns rows from the top, four bytes a pixel, blue, green, red, opacity, colors multiplied by the opacity
 */
export function drawIcon(state: IconState, size: number, ink: Color, colored: boolean): Buffer {
  const pixels = Buffer.alloc(size * size * 4)
  const scale = size / grid
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const at = { x: (column + 0.5) / scale, y: (row + 0.5) / scale }
      const mark = markAt(state, at)
      const distance = mark === null ? linkDistance(at, state.phase === 'idle') : mark.distance
      const opacity = Math.min(1, Math.max(0, 0.5 - distance * scale)) * (mark?.opacity ?? 1)
      const color = colored && mark !== null && state.phase === 'attention' ? attentionColor : ink
      paint(pixels, (row * size + column) * 4, color, opacity)
    }
  }
  return pixels
}

function paint(pixels: Buffer, offset: number, { red, green, blue }: Color, opacity: number): void {
  pixels[offset] = Math.round(blue * opacity)
  pixels[offset + 1] = Math.round(green * opacity)
  pixels[offset + 2] = Math.round(red * opacity)
  pixels[offset + 3] = Math.round(255 * opacity)
}

/**
 * The distance from the edge of the two linked arcs, negative inside; they move up when a mark stands below.
 */
function linkDistance({ x, y }: Point, isAlone: boolean): number {
  const middle = isAlone ? 8 : 5
  const radius = 3
  const left = { x: 5, y: middle }
  const right = { x: 11, y: middle }
  const at = { x, y }
  return (
    Math.min(
      x <= left.x ? Math.abs(between(at, left) - radius) : between(at, { x: left.x, y: middle + radius }),
      x >= right.x ? Math.abs(between(at, right) - radius) : between(at, { x: right.x, y: middle - radius }),
      fromLine(at, middle - radius, left.x, 7),
      fromLine(at, middle + radius, 9, right.x),
      fromLine(at, middle, 6, 10),
    ) - stroke
  )
}

/** The mark of a state at a point: null where the link is drawn. */
function markAt({ phase, percent }: IconState, at: Point): { distance: number; opacity: number } | null {
  if (phase === 'idle' || at.y < 10.4) return null
  if (phase === 'attention') return { distance: between(at, { x: 8, y: 13 }) - 2.2, opacity: 1 }
  if (phase === 'paused') {
    const strokes = Math.min(fromColumn(at, 6, 12, 14), fromColumn(at, 10, 12, 14))
    return { distance: strokes - stroke, opacity: 1 }
  }
  const done = 2 + (12 * (percent ?? 100)) / 100
  const bar = fromLine(at, 13, 2, 14) - stroke
  return { distance: bar, opacity: percent !== null && at.x > done ? 0.35 : 1 }
}

function between(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function fromLine(at: Point, y: number, from: number, to: number): number {
  return between(at, { x: Math.min(to, Math.max(from, at.x)), y })
}

function fromColumn(at: Point, x: number, from: number, to: number): number {
  return between(at, { x, y: Math.min(to, Math.max(from, at.y)) })
}
