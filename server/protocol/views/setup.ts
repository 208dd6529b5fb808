import { z } from 'zod'
import type { SetupView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { count, locale } from './parts.ts'

export const setupView = z
  .strictObject({
    ...locale,
    settings: count.describe('the version of the settings'),
    plans: count.describe('the entry that last changed a plan'),
  })
  .meta({ id: 'SetupView' })
export type SetupAgrees = Agreed<Agreement<typeof setupView, SetupView>>
