/** Text on a board is at least 1/200 of the distance it is read from (17′ of arc), measured on its capitals. */
const readable = 1 / 200
/** Capital height of the smaller of the two families (Atkinson Hyperlegible Next), em. */
const capital = 0.668
/** Advance of a heavy digit or letter of a label, em. */
const labelAdvance = 0.66

export const boardUsual = { diagonal: 55, distance: 4 } as const

export interface BoardScreen {
  /** CSS pixels. */
  width: number
  height: number
  /** Inches. */
  diagonal: number
  /** Furthest seat, metres. */
  distance: number
  /** How wide its texts run, em: the hall's name, its date, each service's name, the longest sentence of the stub. */
  hall: number
  date: number
  services: readonly number[]
  /** Nothing was called yet: the panel has the list's place too. */
  resting?: boolean
}

/** Sizes in CSS pixels, so that one layout holds from 43″ to 75″, 1080p to 4K, lying or standing. */
export interface BoardLayout {
  portrait: boolean
  /** Least font size that the furthest seat can read. */
  least: number
  small: number
  row: number
  rows: number
  /** Of the list: its height with its head, and its width. */
  list: { width: number; height: number }
  panel: { width: number; height: number }
  /** Columns of the waiting figures; 0: no room for them. */
  queueColumns: number
  /** Names beside the letters. */
  queueNames: boolean
  /** Room to say things in two languages. */
  doubled: boolean
  date: boolean
  /** 0: no room for the hall's name. */
  hall: number
  gap: number
  edge: number
}

/** What fits, in order of need: the call, the list, the waiting figures, their names, the date, the hall's name. */
export function boardLayout(screen: BoardScreen): BoardLayout {
  const { width, height, diagonal, distance } = screen
  const unit = Math.min(width, height) / 100
  const pixelsPerMm = Math.hypot(width, height) / (diagonal * 25.4)
  const least = (distance * 1000 * readable * pixelsPerMm) / capital
  const portrait = height > width
  const small = Math.max(4.1 * unit, least)
  const row = Math.max(7.4 * unit, least)
  const gap = 2.6 * unit
  const edge = 3.4 * unit
  const across = width - 2 * edge
  const listHead = small * 1.5
  const rowHigh = row * 1.42 + unit
  const room = height - 2 * edge - small * 1.4 - gap
  const queues = figures(screen.services, across, small, unit, gap)
  const panelLeast = portrait ? 60 * unit : 0
  const beside = (shown: number): number =>
    room - panelLeast - (portrait ? gap : 0) - (shown ? shown + gap : 0)
  const fits = queues.find((one) => beside(one.high) - listHead >= 4 * rowHigh)
  const rows = Math.max(
    1,
    Math.min(portrait ? 6 : 8, Math.floor((beside(fits?.high ?? 0) - listHead) / rowHigh)),
  )
  const queuesHigh = fits ? fits.high + gap : 0
  const list = portrait ? listHead + rows * rowHigh : room - queuesHigh
  const clock = small * 1.15 * 3.2
  const date = (screen.hall + screen.date) * small + clock + 2 * gap <= across
  const forHall = (across - clock - gap) / screen.hall
  return {
    portrait,
    least,
    small,
    row,
    rows,
    list: { width: portrait ? across : (across - gap) * 0.45, height: list },
    panel: {
      width: portrait || screen.resting ? across : (across - gap) * 0.55,
      height: portrait && !screen.resting ? room - list - gap - queuesHigh : room - queuesHigh,
    },
    queueColumns: fits?.columns ?? 0,
    queueNames: fits?.named ?? false,
    doubled: small <= 6 * unit,
    date,
    hall: forHall >= least ? Math.min(small * 1.1, forHall) : 0,
    gap,
    edge,
  }
}

/** Ways to show the waiting figures, the fullest first. */
function figures(services: readonly number[], across: number, small: number, unit: number, gap: number) {
  if (services.length === 0) return []
  const longest = Math.max(...services)
  const count = 2.8
  return [
    { named: true, em: longest + 1.4 + count, most: 3 },
    { named: false, em: 1.4 + count, most: 12 },
  ].map(({ named, em, most }) => {
    const columns = Math.min(
      most,
      services.length,
      Math.max(1, Math.floor((across + gap) / (em * small + gap))),
    )
    const lines = Math.ceil(services.length / columns)
    return {
      named,
      columns: Math.ceil(services.length / lines),
      high: lines * small * 1.75 + (lines - 1) * 0.8 * unit,
    }
  })
}

export interface PaperSizes {
  what: number
  label: number
  go: number
  padX: number
  padY: number
}

/**
 * Sizes on the ticket in the panel: the label takes what the line above and the stub below leave. `go`: how wide
 * the stub's sentence runs (em).
 */
export function paperSizes(layout: BoardLayout, letters: number, go: number): PaperSizes {
  const { panel, small, doubled } = layout
  const padX = panel.width * 0.062
  const padY = panel.height * 0.055
  const inner = panel.width - 2 * padX
  const what = Math.max(small, Math.min(small * 1.28, inner / (doubled ? 11.5 : 5)))
  const size = Math.max(small, Math.min(panel.height * 0.115, inner / go))
  const stub = size * 1.75 + (doubled ? small * 1.35 : 0) + padY * 2.2
  const high = panel.height - stub - what * 1.3 - padY * 2.6 - small * 0.4
  return {
    what,
    label: Math.min(high / 0.74, inner / (Math.max(4, letters) * labelAdvance)),
    go: size,
    padX,
    padY,
  }
}
