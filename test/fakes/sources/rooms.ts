import { type Import, isThere } from './source-tree.ts'

/** A room or a file beside the rooms, with what it may import apart from itself. */
export interface Room {
  readonly path: string
  readonly values?: readonly string[]
  /** Only as types. */
  readonly types?: readonly string[]
  readonly packages?: RegExp
}

/** `uqr` draws the QR of a ticket on a screen, `icu-minify` formats messages; they need nothing of node. */
export const pagePackages =
  /^(@simplewebauthn\/browser|preact|@preact\/signals|@fontsource.*|uqr|icu-minify)$/
/** The browser's end of the wire, and the closed lists of names: values without behaviour of the server. */
const valuesForPages = ['server/protocol', 'server/hall/ids.ts']
const typesForPages = ['server/hall']
const partsForPages = ['display/parts', 'display/words', 'display/theme']

/** From the hearts up to the process. The first row that fits a file holds. */
export const rooms: readonly Room[] = [
  { path: 'server/calendar', packages: /^temporal-polyfill$/ },
  { path: 'server/hall', values: ['server/calendar'] },
  { path: 'server/reports', types: ['server/hall'] },
  { path: 'server/schema', packages: /^zod$/ },
  { path: 'server/waits', values: ['server/hall'], types: ['server/clock.ts', 'server/keeper'] },
  { path: 'server/protocol', values: ['server/hall', 'server/reports', 'server/schema'], packages: /^zod$/ },
  { path: 'server/clock.ts', types: ['server/hall'] },
  { path: 'server/package-root.ts', packages: /^node:.*$/ },
  {
    path: 'server/journal',
    values: ['server/schema'],
    packages: /^(node:.*|jsonc-parser|lowdb|p-limit|zod)$/,
  },
  { path: 'server/listen-errors.ts', values: ['server/journal'] },
  { path: 'server/keeper', values: ['server/clock.ts', 'server/hall/ids.ts'], types: ['server/hall'] },
  {
    path: 'server/access',
    values: ['server/hall', 'server/journal', 'server/protocol', 'printers/worker-thread'],
    types: ['server/clock.ts', 'server/keeper'],
    packages: /^(node:.*|@simplewebauthn\/server|openid-client|zod)$/,
  },
  {
    path: 'server/data',
    values: [
      'server/access',
      'server/hall',
      'server/journal',
      'server/keeper',
      'server/protocol',
      'server/reports',
      'server/schema',
      'printers',
    ],
    types: ['server/clock.ts'],
    packages: /^(node:.*|pino|zod)$/,
  },
  {
    path: 'server/printing',
    values: [
      ...[
        'server/data',
        'server/hall',
        'server/journal',
        'server/package-root.ts',
        'printers',
        'display/words',
      ],
    ],
    types: ['server/access', 'server/clock.ts', 'server/keeper', 'server/protocol'],
    packages: /^(node:.*|zod)$/,
  },
  {
    path: 'server/print-agent',
    values: ['server/journal', 'server/printing', 'server/protocol', 'printers'],
    packages: /^(node:.*|pino|ws|zod)$/,
  },
  { path: 'server/demo', types: ['server/hall', 'server/keeper'], packages: /^node:crypto$/ },
  {
    path: 'server/web',
    values: [
      ...['server/access', 'server/data/hall-config.ts', 'server/hall', 'server/keeper', 'server/printing'],
      ...['server/protocol', 'printers/agent'],
    ],
    types: ['server/clock.ts'],
    packages: /^(node:.*|express|helmet|ws|zod)$/,
  },
  {
    path: 'server/http-server.ts',
    values: ['server/listen-errors.ts', 'server/web'],
    packages: /^node:/,
  },
  {
    path: 'server/open-settings.ts',
    values: ['server/data', 'server/printing'],
    types: ['server/access'],
    packages: /^pino$/,
  },
  {
    path: 'server/serve.ts',
    values: [
      ...['server/access', 'server/clock.ts', 'server/data', 'server/http-server.ts', 'server/printing'],
      ...['server/open-settings.ts', 'server/waits', 'server/web'],
    ],
    types: ['server/keeper'],
    packages: /^(node:http|node:perf_hooks|express|pino)$/,
  },
  {
    path: 'server/cli',
    values: [
      ...['server/access', 'server/clock.ts', 'server/data', 'server/demo', 'server/hall', 'server/journal'],
      ...[
        'server/keeper',
        'server/listen-errors.ts',
        'server/print-agent',
        'server/protocol',
        'server/printing',
        'server/serve.ts',
      ],
      ...['server/web', 'printers'],
    ],
    packages: /^(node:.*|commander|pino)$/,
  },
  {
    path: 'server/main.ts',
    values: ['server/cli', 'server/journal', 'server/package-root.ts', 'server/web'],
    packages: /^(node:.*|pino)$/,
  },
  { path: 'server/vite.config.ts', packages: /^(node:path|vite)$/ },
  { path: 'printers', packages: /^(node:.*|node-thermal-printer|iconv-lite|p-limit|@napi-rs\/canvas|uqr)$/ },
  { path: 'display', values: valuesForPages, types: typesForPages, packages: pagePackages },
  {
    path: 'kiosk',
    values: [...partsForPages, ...valuesForPages],
    types: typesForPages,
    packages: pagePackages,
  },
  {
    path: 'counter',
    values: [...partsForPages, ...valuesForPages, 'server/access/permissions.ts'],
    types: typesForPages,
    packages: pagePackages,
  },
]

export const within = (path: string, ...places: readonly string[]): boolean =>
  places.some((place) => path === place || path.startsWith(`${place}/`))

export const roomOf = (file: string): Room | undefined => rooms.find(({ path }) => within(file, path))

/** Whether the rooms allow an import. A file of the product that is in no room may import nothing. */
export function mayImport({ from, to, type }: Import): boolean {
  const room = roomOf(from)
  if (!room) return !within(from, 'server', 'printers', 'kiosk', 'counter', 'display')
  if (!isThere(to)) return room.packages?.test(to) ?? false
  const { path, values = [], types = [] } = room
  return within(to, path, ...values) || (type && within(to, ...types))
}
