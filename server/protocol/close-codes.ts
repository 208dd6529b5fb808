/** Why a socket is closed: codes of RFC 6455, and from 4000 on those of the hall, by the HTTP status they resemble. */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  unsupportedData: 1003,
  policyViolation: 1008,
  signedOut: 4401,
  nothingToWatch: 4404,
  replaced: 4409,
} as const
