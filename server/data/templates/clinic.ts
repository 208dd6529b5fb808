import { both, counters, type HallTemplate, service } from './template.ts'

const card = ['身份证或医保卡', 'Identity or insurance card'] as const
const day = [
  ['08:00', '12:00'],
  ['13:30', '17:00'],
] as [string, string][]
const saturday = [['08:00', '12:00']] as [string, string][]

/** The cashier and the dispensary of a clinic. */
export const clinic: HallTemplate = {
  name: both('门诊服务大厅', 'Clinic service hall'),
  hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: saturday },
  services: {
    registration: service(['挂号', 'Registration'], {
      ...{ prefix: 'A', minutes: 3, pictogram: 'registration' },
      documents: [card],
    }),
    cashier: service(['收费', 'Cashier'], {
      ...{ prefix: 'B', minutes: 4, pictogram: 'payment' },
      documents: [['缴费单', 'Payment slip'], card],
    }),
    dispensary: service(['取药', 'Dispensary'], {
      ...{ prefix: 'C', minutes: 4, pictogram: 'pharmacy' },
      documents: [['处方和收费收据', 'Prescription and receipt']],
      notes: [['离开窗口前请核对药品', 'Check the medicines before you leave the counter']],
    }),
    insurance: service(['医保业务', 'Health insurance'], {
      ...{ prefix: 'D', minutes: 8, pictogram: 'insurance' },
      documents: [card],
    }),
    reports: service(['取报告', 'Reports'], {
      ...{ prefix: 'F', minutes: 3, pictogram: 'document' },
      documents: [['取单凭条', 'Collection slip']],
    }),
    enquiry: service(['咨询', 'Enquiries'], { ...{ prefix: 'G', minutes: 5, pictogram: 'information' } }),
  },
  profiles: {
    front: [{ services: ['registration', 'cashier'] }, { services: ['enquiry'], afterMinutes: 5 }],
    dispensary: [{ services: ['dispensary'] }],
    insurance: [{ services: ['insurance', 'reports', 'enquiry'] }],
  },
  counters: counters(
    'front',
    'front',
    { profile: 'dispensary', name: ['1 号取药窗口', 'Dispensary 1'] },
    'insurance',
    {
      profile: 'dispensary',
      name: ['2 号取药窗口', 'Dispensary 2'],
    },
  ),
}
