import drawings from './pictograms.svg?url'

/**
 * The pictograms that a hall may name for a service, and the marks of the kiosk's own keys. They are drawn in
 * `pictograms.svg` as single strokes without fill, so that a hall in one colour, in high contrast or on a
 * monochrome panel shows the same shape. The list stands here, because a page can't ask a picture what is in it.
 */
export const pictograms: readonly string[] = `
  home building tower key door hammer roller bricks plan crane document documents permit form
  signature stamp certificate id-card passport folder archive search person people family rings infant
  pregnant elderly wheelchair veteran member appointment handshake cash coins bank card wallet safe
  percent receipt exchange yuan chart scale parcel letter mailbox truck bag gift phone telephone sim
  wifi signal router television battery headset wrench bolt drop flame camera picture album dress
  scissors heart cross syringe pill tooth eye stethoscope flask thermometer car bus bicycle plane
  driving-licence briefcase school book gavel factory shop leaf shield umbrella question information
  speech megaphone lost ticket language text-size contrast low-reach back next check close printer
  take-paper clock desk offline hand seat bell repair payment fee access renovation moving advice
  enquiry complaint parking tax insurance household registration real-estate account loan broadband
  top-up pick-up shooting pharmacy
`
  .trim()
  .split(/\s+/)

/** Address of the drawing; an unknown name gets the plain ticket, never a hole. */
export const drawingOf = (name = 'ticket'): string =>
  `${drawings}#${pictograms.includes(name) ? name : 'ticket'}`
