/** The hall knows no device with this secret, and never accepted it before. */
export class DeviceRefused extends Error {
  override readonly name = 'DeviceRefused'
}
