import { z } from 'zod'
import { byId, count, moment, text } from './parts.ts'

const key = z
  .strictObject({
    name: text.describe('the program that has the key'),
    commands: z.array(text),
    views: z.array(text),
    addedAt: moment,
    addedBy: text.optional().describe('staff:<badge>; absent: at the command line'),
    until: moment.describe('its end'),
    usedAt: moment.optional().describe('its last request, to a minute; absent: never'),
  })
  .meta({ id: 'KeyFacts' })

/** The API keys of other programs, for an administrator; never the keys themselves. */
export const keysView = z
  .strictObject({
    keys: byId(key),
    grants: z
      .strictObject({ commands: z.array(text), views: z.array(text), days: count })
      .describe('what a key may be granted, and for how many days at most'),
    perMinute: count.describe('requests that a key may send'),
  })
  .meta({ id: 'KeysView' })
