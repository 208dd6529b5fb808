/** Kinds of devices that a hall may have. */
export const deviceKinds = [
  'kiosk',
  'board',
  'window',
  'rating',
  'speaker',
  'console',
  'print-agent',
] as const
export type DeviceKind = (typeof deviceKinds)[number]
