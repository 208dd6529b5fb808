import type { ClockDoubt } from '../clock.ts'
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

/** Thrown when the numbers of a hall can't be raised now, because its day is not known. */
export class ClockInDoubt extends Error {
  override readonly name = 'ClockInDoubt'

  constructor(lastAt: number, { why, byMs }: ClockDoubt) {
    const minutes = Math.round(byMs / 60_000)
    super(
      `the clock of this machine is ${minutes} minutes ${why === 'went-back' ? 'before' : 'after'} the last record (${new Date(lastAt).toISOString()}), so the day whose numbers go on is not known. Nothing was changed. Set the clock and run this again, or with --accept-clock when the clock is right.`,
    )
  }
}

/** Thrown when the hall refused what a repair had to record. */
export class RepairRefused extends Error {
  override readonly name = 'RepairRefused'

  constructor(what: string, reason: string) {
    super(
      `${what} could not be recorded (${reason}): the repair is not finished, and no hall starts on this directory. Run \`nowserving repair\` again.`,
    )
  }
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
