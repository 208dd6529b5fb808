import { z } from 'zod'
import type { SetupView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { locale } from './parts.ts'

export const setupView = z.strictObject(locale).meta({ id: 'SetupView' })
export type SetupAgrees = Agreed<Agreement<typeof setupView, SetupView>>
