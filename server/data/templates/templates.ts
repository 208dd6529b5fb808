import { afterSales } from './after-sales.ts'
import { bank } from './bank.ts'
import { clinic } from './clinic.ts'
import { government } from './government.ts'
import { photoStudio } from './photo-studio.ts'
import { postOffice } from './post-office.ts'
import { property } from './property.ts'
import { telecom } from './telecom.ts'
import type { HallTemplate } from './template.ts'
import type { TemplateName } from './template-names.ts'

/** The kinds of halls that ship, by the name that the command line takes. */
export const templates = {
  property,
  'post-office': postOffice,
  telecom,
  'photo-studio': photoStudio,
  bank,
  clinic,
  government,
  'after-sales': afterSales,
} as const satisfies Readonly<Record<TemplateName, HallTemplate>>
