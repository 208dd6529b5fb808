/** Smallest ratio of capital height to viewing distance (17′ of arc). */
const minTextRatio = 1 / 200
/** Capital height (em) of Atkinson Hyperlegible Next, the smaller of the two families. */
const capHeight = 0.668
/** Advance (em) of a heavy character of a label. */
const labelAdvance = 0.66

export const boardDefaults = { diagonal: 55, distance: 4 } as const

export interface BoardScreen {
  /** CSS pixels. */
  width: number
  height: number
  /** Inches. */
  diagonal: number
  /** Distance of the furthest seat (m). */
  distance: number
  /** Widths (em) of the hall's name, of its date and of each service's name. */
  hall: number
  date: number
  services: readonly number[]
  /** No call yet: the panel takes the space of the list too. */
  idle?: boolean
}

/** Sizes in CSS pixels. One layout holds from 43″ to 75″, from 1080p to 4K, in landscape and portrait. */
export interface BoardLayout {
  portrait: boolean
  /** Smallest font size that is legible from the furthest seat. */
  minFontSize: number
  small: number
  row: number
  rows: number
  /** Size of the list with its head. */
  list: { width: number; height: number }
  panel: { width: number; height: number }
  /** Columns of the queues; 0 where they do not fit. */
  queueColumns: number
  /** True when the names of services fit beside their letters. */
  queueNames: boolean
  /** True when texts in two languages fit. */
  bilingual: boolean
  date: boolean
  /** Font size of the hall's name; 0 where it does not fit. */
  hall: number
  gap: number
  edge: number
}

/** Lays the board out by priority: call, list, queues, names of services, date, name of the hall. */
export function boardLayout(screen: BoardScreen): BoardLayout {
  const { width, height, diagonal, distance } = screen
  const unit = Math.min(width, height) / 100
  const pixelsPerMm = Math.hypot(width, height) / (diagonal * 25.4)
  const minFontSize = (distance * 1000 * minTextRatio * pixelsPerMm) / capHeight
  const portrait = height > width
  const small = Math.max(4.1 * unit, minFontSize)
  const row = Math.max(7.4 * unit, minFontSize)
  const gap = 2.6 * unit
  const edge = 3.4 * unit
  const innerWidth = width - 2 * edge
  const listHead = small * 1.5
  const rowHeight = row * 1.42 + unit
  const room = height - 2 * edge - small * 1.4 - gap
  const queues = queueLayouts(screen.services, innerWidth, small, unit, gap)
  const minPanelHeight = portrait ? 60 * unit : 0
  const listRoom = (shown: number): number =>
    room - minPanelHeight - (portrait ? gap : 0) - (shown ? shown + gap : 0)
  const fits = queues.find((one) => listRoom(one.height) - listHead >= 4 * rowHeight)
  const rows = Math.max(
    1,
    Math.min(portrait ? 6 : 8, Math.floor((listRoom(fits?.height ?? 0) - listHead) / rowHeight)),
  )
  const queuesHeight = fits ? fits.height + gap : 0
  const list = portrait ? listHead + rows * rowHeight : room - queuesHeight
  const clock = small * 1.15 * 3.2
  const date = (screen.hall + screen.date) * small + clock + 2 * gap <= innerWidth
  const forHall = (innerWidth - clock - gap) / screen.hall
  return {
    portrait,
    minFontSize,
    small,
    row,
    rows,
    list: { width: portrait ? innerWidth : (innerWidth - gap) * 0.45, height: list },
    panel: {
      width: portrait || screen.idle ? innerWidth : (innerWidth - gap) * 0.55,
      height: portrait && !screen.idle ? room - list - gap - queuesHeight : room - queuesHeight,
    },
    queueColumns: fits?.columns ?? 0,
    queueNames: fits?.named ?? false,
    bilingual: small <= 6 * unit,
    date,
    hall: forHall >= minFontSize ? Math.min(small * 1.1, forHall) : 0,
    gap,
    edge,
  }
}

/** Layouts of the queues, the fullest first. */
function queueLayouts(
  services: readonly number[],
  innerWidth: number,
  small: number,
  unit: number,
  gap: number,
) {
  if (services.length === 0) return []
  const longest = Math.max(...services)
  const count = 2.8
  return [
    { named: true, em: longest + 1.4 + count, maxColumns: 3 },
    { named: false, em: 1.4 + count, maxColumns: 12 },
  ].map(({ named, em, maxColumns }) => {
    const columns = Math.min(
      maxColumns,
      services.length,
      Math.max(1, Math.floor((innerWidth + gap) / (em * small + gap))),
    )
    const lines = Math.ceil(services.length / columns)
    return {
      named,
      columns: Math.ceil(services.length / lines),
      height: lines * small * 1.75 + (lines - 1) * 0.8 * unit,
    }
  })
}

export interface TicketSizes {
  what: number
  label: number
  go: number
  padX: number
  padY: number
}

/** Sizes on the ticket in the panel: the label fills the height between title and stub. `go`: text width (em) of the stub. */
export function ticketSizes(layout: BoardLayout, letters: number, go: number): TicketSizes {
  const { panel, small, bilingual } = layout
  const padX = panel.width * 0.062
  const padY = panel.height * 0.055
  const inner = panel.width - 2 * padX
  const what = Math.max(small, Math.min(small * 1.28, inner / (bilingual ? 11.5 : 5)))
  const size = Math.max(small, Math.min(panel.height * 0.115, inner / go))
  const stub = size * 1.75 + (bilingual ? small * 1.35 : 0) + padY * 2.2
  const height = panel.height - stub - what * 1.3 - padY * 2.6 - small * 0.4
  return {
    what,
    label: Math.min(height / 0.74, inner / (Math.max(4, letters) * labelAdvance)),
    go: size,
    padX,
    padY,
  }
}
