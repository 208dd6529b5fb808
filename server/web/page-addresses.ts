/** The page that shows the way to all others. */
export const startFolder = 'display/start'

/** The page of a screen that is not paired yet, also under the address of its own page. */
export const pairFolder = 'display/pair'

/**
 * Pages by address, with the folder of each. The build, the server and the tests' page server read this table. A page
 * itself reads the path behind the first name.
 */
export const pageAddresses: readonly (readonly [address: string | RegExp, folder: string])[] = [
  ['/', startFolder],
  ['/kiosk', 'kiosk'],
  ['/board', 'display/board'],
  ['/speaker', 'display/speaker'],
  [/^\/window\/[\w.-]{1,64}\/?$/u, 'display/window'],
  [/^\/rate\/[\w.-]{1,64}\/?$/u, 'kiosk/rate'],
  ['/counter', 'counter/console'],
  ['/manager', 'counter/manager'],
  ['/setup', 'counter/setup'],
  ['/paper', 'display/paper'],
  ['/pair', pairFolder],
  [/^\/t\/[^/]{1,200}\/?$/u, 'kiosk/phone'],
]
