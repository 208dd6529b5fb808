import type { Link, SeatedCounter } from '../hall.ts'

/** A connection about which the hall manager need no longer be asked. */
export function attended(link: Link): Link {
  if (link.link !== 'lost') return link
  const { unattended: _, ...attendedLink } = link
  return attendedLink
}

export const withLink = (counter: SeatedCounter, link: Link): SeatedCounter => ({ ...counter, link })
