import type { InUse } from '../hall/refusals.ts'
import { fieldOf } from './hall-settings.ts'

/** A directory holds no hall: nothing is served, nothing guessed. */
export class NoHall extends Error {
  override readonly name = 'NoHall'
}

/** The secret is not what was made: with another one, every slip in customers' hands would lead nowhere. */
export class SecretDamaged extends Error {
  override readonly name = 'SecretDamaged'
}

/** An edit of `hall.json` takes away what tickets or counters still depend on. */
export class SettingsInUse extends Error {
  override readonly name = 'SettingsInUse'

  constructor(file: string, used: readonly InUse[]) {
    const facts = used.map((one) => `field ${fieldOf(one.name)}: ${dependOn(one)}`).join('; ')
    super(
      `${file}, ${facts}. The settings were not changed. Put what was removed back into the file and start again; remove it when nothing depends on it any longer.`,
    )
  }
}

function dependOn({ tickets, labels = [], counters = [] }: InUse): string {
  const some = labels.length < (tickets ?? 0) ? ', …' : ''
  const facts = [
    ...(tickets === undefined ? [] : [`${tickets} tickets depend on it (${labels.join(', ')}${some})`]),
    ...(counters.length === 0 ? [] : [`counters depend on it (${counters.join(', ')})`]),
  ]
  return facts.join(' and ')
}
