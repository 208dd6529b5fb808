import type { KioskService } from '../server/hall/views/view-types.ts'
import type { Drawn } from '../server/protocol/messages.ts'
import { kioskLimits } from './limits.ts'

/** One page of the menu. */
interface MenuPage {
  readonly services: readonly KioskService[]
  readonly page: number
  readonly pages: number
  /** Service groups to choose between; empty where all services fit on one page or the hall has no groups. */
  readonly groups: readonly string[]
  readonly group?: string
}

/** The service groups; empty where all services fit on one page, or a service has no named group. */
export function groupsOf({ services, words }: Drawn<'kiosk'>): readonly string[] {
  const groups = [...new Set(services.map(({ group = '' }) => group))]
  const isUsed = services.length > kioskLimits.maxTiles && groups.length > 1
  return isUsed && groups.every((group) => words.groups?.[group]) ? groups : []
}

/** Page `page` of the services, of `group` alone where the menu has groups. */
export function menuPage(
  view: Drawn<'kiosk'>,
  group: string | undefined,
  page: number,
  perPage: number,
): MenuPage {
  const groups = groupsOf(view)
  const chosen = group !== undefined && groups.includes(group) ? group : groups[0]
  const all =
    chosen === undefined ? view.services : view.services.filter((service) => (service.group ?? '') === chosen)
  const pages = Math.max(1, Math.ceil(all.length / perPage))
  const at = Math.min(page, pages - 1)
  return {
    services: all.slice(at * perPage, (at + 1) * perPage),
    page: at,
    pages,
    groups,
    ...(chosen === undefined ? {} : { group: chosen }),
  }
}
