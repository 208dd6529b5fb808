import { z } from 'zod'
import { byId, count, moment, text } from './parts.ts'

/** Papers that the virtual printer of a demo keeps, newest by the highest number; pictures under `/api/paper/<n>.png`. */
export const paperView = z
  .strictObject({
    timeZone: text,
    papers: byId(
      z.strictObject({
        n: count,
        device: text,
        label: text,
        at: moment,
        src: text,
        width: count,
        height: count,
      }),
    ),
  })
  .meta({ id: 'PaperView' })
