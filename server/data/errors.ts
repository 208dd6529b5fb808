import type { InUse } from '../hall/refusals.ts'
import { fieldOf } from './hall-settings.ts'

/** Thrown for a directory without a hall. */
export class NoHall extends Error {
  override readonly name = 'NoHall'
}

/** Thrown for a damaged secret, because with another one the QR of every printed slip would be invalid. */
export class SecretDamaged extends Error {
  override readonly name = 'SecretDamaged'
}

/** Thrown for an edit of `hall.json` that removes what live tickets or open counters depend on. */
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
    ...(tickets === undefined
      ? []
      : [
          `${tickets} ${tickets === 1 ? 'ticket depends' : 'tickets depend'} on it (${labels.join(', ')}${some})`,
        ]),
    ...(counters.length === 0 ? [] : [`counters depend on it (${counters.join(', ')})`]),
  ]
  return facts.join(' and ')
}
