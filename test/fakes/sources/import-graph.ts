import { type Import, isThere } from './source-tree.ts'

/** The circles of imports: strongly connected components (Tarjan 1972), each sorted by name. */
export function circlesIn(
  list: readonly string[],
  byFile: ReadonlyMap<string, readonly Import[]>,
): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const found: string[][] = []
  const known = new Set(list)
  const visit = (file: string): void => {
    order.set(file, order.size)
    lowest.set(file, order.get(file)!)
    open.push(file)
    for (const { to } of byFile.get(file) ?? []) {
      if (!known.has(to)) continue
      if (!order.has(to)) visit(to)
      if (open.includes(to)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(to)!))
    }
    if (lowest.get(file) !== order.get(file)) return
    const circle = open.splice(open.indexOf(file))
    if (circle.length > 1) found.push(circle.sort())
  }
  for (const file of list) if (!order.has(file)) visit(file)
  return found
}

/** Imports by the file that holds them. */
export function group(list: readonly Import[]): Map<string, Import[]> {
  const groups = new Map<string, Import[]>()
  for (const one of list) groups.set(one.from, [...(groups.get(one.from) ?? []), one])
  return groups
}

/** The files that are loaded with `file`, itself among them. */
export function reachedFrom(file: string, byFile: ReadonlyMap<string, readonly Import[]>): Set<string> {
  const reached = new Set([file])
  for (const one of reached)
    for (const { to, type } of byFile.get(one) ?? []) if (!type && isThere(to)) reached.add(to)
  return reached
}
