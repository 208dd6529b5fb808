/** Kinds of screens in whose place the page of a pairing may stand. */
const screenKinds = ['kiosk', 'board', 'window'] as const
export type ScreenKind = (typeof screenKinds)[number]

interface Ask {
  /** Of the page in whose place this one stands; undefined under an address of its own: the administrator decides. */
  readonly kind?: ScreenKind
  /** The name of this screen in its address. */
  readonly device?: string
}

const isKind = (name: string): name is ScreenKind => (screenKinds as readonly string[]).includes(name)

/** The kind and name that a screen asks for, by its address: `/kiosk?device=kiosk-2`. */
export function askOf({ pathname, searchParams }: URL): Ask {
  const [, first = ''] = pathname.split('/')
  const device = searchParams.get('device') ?? ''
  return {
    ...(isKind(first) ? { kind: first } : {}),
    ...(/^[\w.-]{1,64}$/.test(device) ? { device } : {}),
  }
}
