/** Pixels. The names of the lines stand beside the drawing and have to know where it puts its ends. */
export const lineChartHeight = 240

/** What the drawing leaves free around the lines; at the right half of the last day's name. */
export const lineChartMargins = { top: 12, bottom: 32, left: 48, right: 28 } as const
