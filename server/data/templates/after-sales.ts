import { both, counters, type HallTemplate, service, weekly } from './template.ts'

/** The after-sales desk of a maker of floors and of home improvement. */
export const afterSales: HallTemplate = {
  name: both('售后服务中心', 'After-sales desk'),
  hours: weekly([['09:00', '18:00']], [['09:00', '17:30']]),
  services: {
    enquiry: service(['咨询', 'Enquiries'], {
      ...{ prefix: 'A', minutes: 6, pictogram: 'enquiry' },
      notes: [['二十四小时内答复', 'You are answered within 24 hours']],
    }),
    survey: service(['预约勘查', 'Survey appointment'], {
      ...{ prefix: 'B', minutes: 10, pictogram: 'plan' },
      documents: [
        ['地址和方便的时间', 'Address and a time that suits you'],
        ['户型图', 'Plan of the flat'],
      ],
    }),
    repair: service(['报修', 'Repairs'], {
      ...{ prefix: 'C', minutes: 10, pictogram: 'repair' },
      documents: [['销售单或购买凭证', 'Sale sheet or proof of purchase']],
      fees: [['保修期内免费；过保按上门价目表', 'Free within warranty, else by the visit price list']],
    }),
    invoice: service(['开票', 'Invoices'], {
      ...{ prefix: 'D', minutes: 5, pictogram: 'receipt' },
      documents: [
        ['收据', 'Receipt'],
        ['开票信息', 'Details for the invoice'],
      ],
      notes: [['三个工作日内开具', 'Issued within 3 working days']],
    }),
    complaint: service(['投诉', 'Complaints'], {
      ...{ prefix: 'F', minutes: 12, pictogram: 'complaint' },
      documents: [['购买凭证或服务单号', 'Proof of purchase or sheet number']],
    }),
  },
  profiles: {
    general: [{ services: 'all' }],
    repairs: [{ services: ['repair', 'survey'] }, { services: 'all', afterMinutes: 10 }],
    'sent-only': [],
  },
  counters: counters('repairs', 'general', 'general', {
    profile: 'sent-only',
    name: ['洽谈室', 'Private room'],
  }),
}
