import type { Link, SeatedCounter } from '../hall.ts'

/** A connection about which the hall manager need no longer be asked. */
export const attended = (link: Link): Link =>
  link.link === 'lost' && link.unattended ? { link: 'lost', since: link.since } : link

export const withLink = (counter: SeatedCounter, link: Link): SeatedCounter => ({ ...counter, link })
