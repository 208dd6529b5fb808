import type { Identity } from '../../access/authentication.ts'
import type { DeviceSignIn } from '../../access/devices/devices.ts'
import type { CounterId, DeviceId } from '../../hall/ids.ts'
import type { DeviceKind } from '../../protocol/device-kinds.ts'

/** Which page a screen gets: its own, that of its device, or the one on which it waits for its pairing. */

/** The folder of the page of each kind of screen. */
const folders: Partial<Readonly<Record<DeviceKind, string>>> = {
  kiosk: 'kiosk',
  board: 'display/board',
  window: 'display/window',
  rating: 'kiosk/rate',
  speaker: 'display/speaker',
}

/** A device of the settings. */
export interface PlacedDevice {
  readonly id: DeviceId
  readonly kind: DeviceKind
  readonly counter?: CounterId | undefined
}

/** The sign-in of a request, while its device is paired. */
const pairedAs = ({ device, caller }: Identity): DeviceSignIn | undefined =>
  caller().isPaired ? device : undefined

/**
 * Whether a screen has to be paired before it gets the page in `folder`: a kiosk or a speaker elsewhere than at this
 * machine, a rating device, and every screen whose device was removed. Boards and window screens show what the whole hall
 * sees, so that they need none.
 */
export function needsPairing(folder: string, identity: Identity): boolean {
  const paired = pairedAs(identity)
  if (folder === folders.rating) return identity.caller().isRatingDevice !== true
  for (const kind of ['kiosk', 'speaker'] as const)
    if (folder === folders[kind]) return paired ? paired.kind !== kind : !mayGoWithout(identity)
  return identity.device !== undefined && !paired && Object.values(folders).includes(folder)
}

/** A device that was removed may not, from wherever it comes. */
const mayGoWithout = ({ isTrusted, device }: Identity): boolean => isTrusted && device === undefined

/** The address of a device's page; the start page where it has none. */
function pageOf({ id, kind, counter }: PlacedDevice, query = ''): string {
  const rest = query === '' ? '' : `&${query}`
  if (kind === 'kiosk' || kind === 'board' || kind === 'speaker') return `/${kind}?device=${id}${rest}`
  if (kind === 'window' && counter !== undefined) return `/window/${counter}`
  if (kind === 'rating' && counter !== undefined) return `/rate/${counter}`
  if (kind === 'console') return counter === undefined ? '/counter' : `/counter?counter=${counter}`
  return '/'
}

const withoutDevice = (url: URL): string => {
  const query = new URLSearchParams(url.search)
  query.delete('device')
  return query.toString()
}

/**
 * The page to which a request is led on: that of the device which it names or is signed in as. So a screen is set up once,
 * by an address without its name. Undefined for a page that it may have as it asked for it.
 */
export function ledOnTo(url: URL, identity: Identity, devices: readonly PlacedDevice[]): string | undefined {
  const named = url.searchParams.get('device')
  const paired = pairedAs(identity)
  const own = devices.find(({ id }) => id === paired?.id)
  if (url.pathname.startsWith('/rate/')) {
    const page = own?.kind === 'rating' ? pageOf(own) : url.pathname
    return page === url.pathname ? undefined : page
  }
  switch (url.pathname) {
    case '/pair':
      return own && pageOf(own)
    case '/kiosk':
    case '/speaker':
      return own && `/${own.kind}` === url.pathname && named !== own.id
        ? pageOf(own, withoutDevice(url))
        : undefined
    case '/board':
      return own?.kind === 'board' && named === null ? pageOf(own, withoutDevice(url)) : undefined
    case '/rate':
      return own?.kind === 'rating' ? pageOf(own) : undefined
    case '/window':
    case '/counter': {
      if (url.searchParams.has('counter')) return undefined
      const device = devices.find(({ id }) => id === (named ?? own?.id))
      if (device?.counter === undefined) return undefined
      return url.pathname === '/window' ? `/window/${device.counter}` : `/counter?counter=${device.counter}`
    }
    default:
      return undefined
  }
}
