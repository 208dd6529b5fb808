/** Kinds of screens in whose place the page of a pairing may stand, by the first name of their addresses. */
const kindByPage = {
  kiosk: 'kiosk',
  board: 'board',
  window: 'window',
  rate: 'rating',
  speaker: 'speaker',
} as const
export type ScreenKind = (typeof kindByPage)[keyof typeof kindByPage]

interface Ask {
  /** Of the page in whose place this one stands; undefined under an address of its own: the administrator decides. */
  readonly kind?: ScreenKind
  /** The name of this screen in its address. */
  readonly device?: string
}

const isPage = (name: string): name is keyof typeof kindByPage => Object.keys(kindByPage).includes(name)

/** The kind and name that a screen asks for, by its address: `/kiosk?device=kiosk-2`. */
export function askOf({ pathname, searchParams }: URL): Ask {
  const [, first = ''] = pathname.split('/')
  const device = searchParams.get('device') ?? ''
  return {
    ...(isPage(first) ? { kind: kindByPage[first] } : {}),
    ...(/^[\w.-]{1,64}$/.test(device) ? { device } : {}),
  }
}
