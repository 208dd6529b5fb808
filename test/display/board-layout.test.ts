import { expect, test } from 'vitest'
import { type BoardScreen, boardLayout, ticketSizes } from '../../display/board/layout.ts'

const screens = [
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
  [1366, 768],
] as const
const seats = [43, 55, 65, 75].flatMap((diagonal) =>
  [3, 4, 6, 8, 10].map((distance) => [diagonal, distance] as const),
)
const texts = { hall: 10, date: 8, services: [4, 4, 5, 4, 5, 5] }
/** Millimetres of a capital on a screen, given its font size and the family's capital height. */
const capitalMm = (font: number, capital: number, { width, height, diagonal }: BoardScreen): number =>
  (font * capital * diagonal * 25.4) / Math.hypot(width, height)

test.each(screens)(
  'on %d × %d every text is at least 5 mm per metre, for any usual screen and seat',
  (width, height) => {
    for (const [diagonal, distance] of seats) {
      const screen = { width, height, diagonal, distance, ...texts }
      const layout = boardLayout(screen)
      const sizes = ticketSizes(layout, 'A027', 8)
      for (const font of [layout.small, layout.row, layout.hall || layout.minFontSize, sizes.what, sizes.go])
        expect(capitalMm(font, 0.668, screen), `${diagonal}″ ${distance} m`).toBeGreaterThanOrEqual(
          distance * 5 - 0.01,
        )
    }
  },
)

test.each(screens)(
  'on %d × %d the called number is 10 mm per metre up to where the screen ends',
  (width, height) => {
    for (const [diagonal, distance] of [
      [43, 4],
      [55, 6],
      [65, 8],
      [75, 10],
    ] as const) {
      const screen = { width, height, diagonal, distance, ...texts }
      const label = ticketSizes(boardLayout(screen), 'A027', 8).label
      expect(capitalMm(label, 0.668, screen), `${diagonal}″ ${distance} m`).toBeGreaterThanOrEqual(
        distance * 10,
      )
    }
  },
)

test('what is needed least gives way first: names, figures, the second language, the date', () => {
  const near = boardLayout({ width: 1920, height: 1080, diagonal: 55, distance: 4, ...texts })
  expect(near).toMatchObject({ queueNames: true, bilingual: true, date: true, rows: 5 })
  const far = boardLayout({ width: 1920, height: 1080, diagonal: 55, distance: 8, ...texts })
  expect(far).toMatchObject({ queueColumns: 0, bilingual: false, date: false })
  expect(far.rows).toBeGreaterThanOrEqual(3)
})

test('many services show letters and figures, none shows nothing', () => {
  const many = boardLayout({
    width: 1920,
    height: 1080,
    diagonal: 55,
    distance: 4,
    ...texts,
    services: Array(24).fill(5),
  })
  expect(many).toMatchObject({ queueNames: false })
  expect(many.queueColumns).toBeGreaterThan(3)
  const none = boardLayout({ width: 1920, height: 1080, diagonal: 55, distance: 4, ...texts, services: [] })
  expect(none.queueColumns).toBe(0)
})

test('few calls stand in larger rows, and none leave the panel the whole width', () => {
  const screen = { width: 1920, height: 1080, diagonal: 55, distance: 4, ...texts }
  const [none, few, many] = [0, 2, 8].map((listed) => boardLayout({ ...screen, listed }))
  expect(few!.rows).toBeLessThan(many!.rows)
  expect(few!.row).toBeGreaterThan(many!.row)
  expect(none!.panel.width).toBeGreaterThan(many!.panel.width * 1.7)
})
