/** Thrown when the hall knows no device with the agent's secret, and never accepted it before. */
export class DeviceRefused extends Error {
  override readonly name = 'DeviceRefused'
}
