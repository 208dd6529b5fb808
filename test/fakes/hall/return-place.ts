import type { Floor } from './hall-floor.ts'

/** The fault of a return's place, if it has one: as far forward as the rules let it, tried place by place. */
export function returnFault({ hall, settings }: Floor, id: string): string | undefined {
  const line = [...hall.index.lines.values()].find((one) => one.some((ticket) => ticket.id === id)) ?? []
  const position = line.findIndex((ticket) => ticket.id === id)
  const rest = line
    .filter((ticket) => ticket.id !== id)
    .map((ticket) => ticket.placementReason === 'returned')
  const { together, othersBetween } = settings.returns ?? { together: 2, othersBetween: 3 }
  const othersIn = (part: readonly boolean[]): number => part.filter((isReturn) => !isReturn).length
  const mayStandAt = (place: number): boolean => {
    const before = rest.slice(0, place)
    if (rest.slice(place).includes(true) || othersIn(before) < settings.returnBehind) return false
    const early = before.flatMap((isReturn, at) => (isReturn ? [at] : [])).at(-together)
    return early === undefined || othersIn(before.slice(early)) >= othersBetween
  }
  const first = rest.findIndex((_, place) => mayStandAt(place))
  const wanted = first < 0 ? rest.length : first
  // Where equal moments leave no room right there, it stands further back, never in front.
  const isCrowded = position > wanted && line[position - 1]!.standsSince === line[wanted]!.standsSince
  return position === wanted || isCrowded
    ? undefined
    : `${id} returned to place ${position}, which the rules give at ${wanted}`
}
