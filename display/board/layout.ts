/** Smallest ratio of capital height to viewing distance (17′ of arc). */
const minTextRatio = 1 / 200
/** Capital height (em) of Atkinson Hyperlegible Next, the smaller of the two families. */
const capHeight = 0.668
/** Advance (em) of a heavy character of a label. */
const labelAdvance = 0.66

/** Width (em) of a label, at least that of four characters. W and M are half as wide again. */
export const labelWidth = (label: string): number =>
  Math.max(4, label.length + (label.match(/[MW]/g)?.length ?? 0) / 2) * labelAdvance

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
  /** Calls to list beside the panel; 0: the panel takes the space of the list too. Absent: as many as fit. */
  listed?: number
  /** Width of the widest label in the list (labelWidth), and width (em) of its widest counter: a number, or a name on its lines. */
  label?: number
  counter?: { number: number; lines?: never } | { name: number; lines: 1 | 2 }
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
  /** Height of the bar with the hall's name, which takes up to three lines. */
  head: number
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
  const gap = 2.6 * unit
  const edge = 3.4 * unit
  const innerWidth = width - 2 * edge
  const clock = small * 1.15 * 3.2
  const { hall, head } = hallName(innerWidth - clock - gap, screen.hall, small, minFontSize, portrait)
  const listHead = small * 1.5
  const listWidth = portrait ? innerWidth : (innerWidth - gap) * 0.45
  const widest = rowFont(listWidth - 10.8 * unit, small, screen)
  const row = Math.max(Math.min(7.4 * unit, widest), minFontSize)
  const names = screen.counter?.lines === 2 ? small * 2.65 : 0
  const rowHeight = Math.max(row * 1.42, names) + unit
  const room = height - 2 * edge - head - gap
  const queues = queueLayouts(screen.services, innerWidth, small, unit, gap)
  const minPanelHeight = portrait ? 60 * unit : 0
  const listRoom = (shown: number): number =>
    room - minPanelHeight - (portrait ? gap : 0) - (shown ? shown + gap : 0)
  const fits = queues.find((one) => listRoom(one.height) - listHead >= 4 * rowHeight)
  const most = Math.min(portrait ? 6 : 8, Math.floor((listRoom(fits?.height ?? 0) - listHead) / rowHeight))
  const rows = Math.max(1, Math.min(most, Math.max(3, screen.listed ?? most)))
  const queuesHeight = fits ? fits.height + gap : 0
  const list = portrait ? listHead + rows * rowHeight : room - queuesHeight
  const isAlone = screen.listed === 0
  return {
    portrait,
    minFontSize,
    small,
    // Few calls share the height of many.
    row: Math.max(row, Math.min(row * 1.5, widest, ((list - listHead) / rows - unit) / 1.42)),
    rows,
    list: { width: listWidth, height: list },
    panel: {
      width: portrait || isAlone ? innerWidth : (innerWidth - gap) * 0.55,
      height: portrait && !isAlone ? room - list - gap - queuesHeight : room - queuesHeight,
    },
    queueColumns: fits?.columns ?? 0,
    queueNames: fits?.named ?? false,
    bilingual: small <= 6 * unit,
    date: (screen.hall + screen.date) * small + clock + 2 * gap <= innerWidth,
    hall,
    head,
    gap,
    edge,
  }
}

/** Font size of the hall's name, on one line or on as many as it needs, and the height of its bar. */
function hallName(width: number, ems: number, small: number, min: number, portrait: boolean) {
  const onOne = width / ems
  if (onOne >= min) return { hall: Math.min(small * 1.1, onOne), head: small * 1.4 }
  // Lines break between words, so that some of their width stays empty.
  const lines = Math.ceil(min / (onOne * 0.82))
  return lines <= (portrait ? 3 : 2) ? { hall: min, head: lines * min * 1.2 } : { hall: 0, head: small * 1.4 }
}

/** Largest font size with which labels and counters stand on one row. A name takes two lines of `small`. */
function rowFont(
  width: number,
  small: number,
  { label = 4 * labelAdvance, counter = { number: 1.3 } }: BoardScreen,
): number {
  const ofRow = label + 0.7
  return 'name' in counter ? (width - counter.name * small) / ofRow : width / (ofRow + counter.number)
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
  const ways = [
    { named: true, em: longest + 1.4 + count, maxColumns: 3 },
    { named: false, em: 1.4 + count, maxColumns: 12 },
  ]
  const fitting = ways.filter(({ em }) => em * small <= innerWidth)
  return fitting.map(({ named, em, maxColumns }) => {
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
  /** Lines of the stub's text. */
  lines: number
  padX: number
  padY: number
}

/**
 * Sizes on the ticket in the panel: the label fills the height between title and stub. `go`, `more`: text widths (em)
 * of the stub, in the first and in the second language. `ticket`: its label.
 */
export function ticketSizes(layout: BoardLayout, ticket: string, go: number, more = 0): TicketSizes {
  const { panel, small, bilingual } = layout
  const padX = panel.width * 0.062
  const padY = panel.height * 0.055
  const inner = panel.width - 2 * padX
  const what = Math.max(small, Math.min(small * 1.28, inner / (bilingual ? 11.5 : 5)))
  const lines = inner / go >= small ? 1 : 2
  // Two lines are as wide as their longer one.
  const size = Math.max(small, Math.min(panel.height * 0.115, inner / (lines === 1 ? go : go * 0.65)))
  const moreLines = bilingual ? Math.max(1, Math.ceil((more * small * 1.08) / inner)) : 0
  const stub = size * (1.75 + (lines - 1) * 1.3) + moreLines * small * 1.35 + padY * 2.2
  const height = panel.height - stub - what * 1.3 - padY * 2.6 - small * 0.4
  return {
    what,
    label: Math.max(small, Math.min(height / 0.74, inner / labelWidth(ticket))),
    go: size,
    lines,
    padX,
    padY,
  }
}
