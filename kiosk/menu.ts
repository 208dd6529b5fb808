import type { KioskService } from '../server/hall/views/view-types.ts'
import type { Drawn } from '../server/protocol/messages.ts'
import { kioskLimits } from './limits.ts'

/** One page of the menu. */
export interface MenuPage {
  readonly services: readonly KioskService[]
  readonly page: number
  readonly pages: number
  /** Kinds of service to choose between; empty where all fit on one page or the hall has none. */
  readonly groups: readonly string[]
  readonly group?: string
}

/** The kinds of service to choose between; none where all services fit on one page, or one has no kind with a name. */
export function groupsOf({ services, words }: Drawn<'kiosk'>): readonly string[] {
  const kinds = [...new Set(services.map(({ group = '' }) => group))]
  const isUsed = services.length > kioskLimits.tilesMost && kinds.length > 1
  return isUsed && kinds.every((kind) => words.groups?.[kind]) ? kinds : []
}

/** The services of `view` on page `page`, of `group` where the hall has groups and too many services for one page. */
export function menuPage(
  view: Drawn<'kiosk'>,
  group: string | undefined,
  page: number,
  places: number,
): MenuPage {
  const groups = groupsOf(view)
  const chosen = group !== undefined && groups.includes(group) ? group : groups[0]
  const all =
    chosen === undefined ? view.services : view.services.filter((service) => (service.group ?? '') === chosen)
  const pages = Math.max(1, Math.ceil(all.length / places))
  const at = Math.min(page, pages - 1)
  return {
    services: all.slice(at * places, (at + 1) * places),
    page: at,
    pages,
    groups,
    ...(chosen === undefined ? {} : { group: chosen }),
  }
}

/** Hue 1–4 of a service, the same on every page. */
export const hueOf = (view: Drawn<'kiosk'>, service: string): number =>
  (Math.max(
    0,
    view.services.findIndex(({ id }) => id === service),
  ) %
    4) +
  1
