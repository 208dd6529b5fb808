import { hallDay, hallMoment } from '../../../display/parts/hall-time.ts'
import type { DeviceFacts } from '../../../server/protocol/messages.ts'
import type { SectionProps } from '../section-props.ts'

export type Says = Pick<SectionProps, 'view' | 'live' | 'translations'>

/** A moment in the hall's time zone, with the date when it is not today. */
export const momentText = (at: number, { view, live, translations }: Says): string =>
  hallMoment(at, live.now(), view.timeZone, translations.language)

/** A day in the hall's time zone, with its year. */
export const dayText = (at: number, { view, translations }: Says): string =>
  hallDay(at, view.timeZone, translations.language)

/** Whether a device works, or since when it does not. */
export function stateText(facts: DeviceFacts, says: Says): string {
  const { t } = says.translations
  const { pairing, isConnected, seenAt, revokedAt } = facts
  if (pairing === 'revoked') return t('devices.state.revoked', { time: momentText(revokedAt ?? 0, says) })
  if (pairing === 'none') return t(isConnected ? 'devices.state.open' : 'devices.state.none')
  if (isConnected) return t('devices.state.connected')
  return seenAt === undefined
    ? t('devices.state.never')
    : t('devices.state.silent', { time: momentText(seenAt, says) })
}

/** How grave the state is, for its colour. */
export function toneOf({ pairing, isConnected, sound }: DeviceFacts): 'good' | 'bad' | 'quiet' {
  if (pairing !== 'paired') return 'quiet'
  return isConnected && sound !== 'blocked' && sound !== 'off' ? 'good' : 'bad'
}

/** Where the device stands: its counter or its zone. */
export function placeText({ counter, zone }: DeviceFacts, { view, translations }: Says): string {
  if (counter !== undefined) return translations.text(view.words.counters[counter]) || counter
  return zone ?? ''
}

/** The faults that its page reports: a board or a speaker without sound. */
export function healthText({ sound }: DeviceFacts, { translations: { t } }: Says): string {
  return sound === 'blocked' || sound === 'off' ? t(`devices.health.${sound}`) : ''
}
