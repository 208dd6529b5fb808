import type { Agreed, Agreement } from '../agreement.ts'
import { staffAnswer } from '../http-bodies.ts'
import type { StaffView } from '../messages.ts'

/** The accounts of staff over the socket, with the content of `GET /api/staff`. */
export const staffView = staffAnswer.meta({ id: 'StaffView' })
export type StaffAgrees = Agreed<Agreement<typeof staffView, StaffView>>
