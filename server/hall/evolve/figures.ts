export const noFigures = {
  issued: 0,
  served: 0,
  cancelled: 0,
  left: 0,
  noShow: 0,
  unserved: 0,
  ratings: 0,
} as const

export const figureOf = {
  served: 'served',
  cancelled: 'cancelled',
  left: 'left',
  'no-show': 'noShow',
  unserved: 'unserved',
} as const
