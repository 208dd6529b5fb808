import { both, counters, type HallTemplate, service, weekly } from './template.ts'

const identity = ['身份证原件', 'Identity card, original'] as const

export const postOffice: HallTemplate = {
  name: both('邮政营业厅', 'Post office'),
  hours: weekly([['08:30', '18:00']], [['09:00', '17:00']]),
  services: {
    sending: service(['寄件', 'Sending'], {
      ...{ prefix: 'A', minutes: 6, pictogram: 'parcel' },
      documents: [identity],
      fees: [['按重量和寄达地', 'By weight and destination']],
      notes: [['液体、电池请先告诉我们', 'Tell us first about liquids and batteries']],
    }),
    collecting: service(['取件', 'Collecting'], {
      ...{ prefix: 'B', minutes: 3, pictogram: 'pick-up' },
      documents: [['取件码或领取通知', 'Code or notice'], identity],
    }),
    'money-order': service(['汇兑', 'Money orders'], {
      ...{ prefix: 'C', minutes: 8, pictogram: 'cash' },
      documents: [identity],
      fees: [['按资费表', 'By the list of charges']],
    }),
    subscription: service(['报刊订阅', 'Newspapers and magazines'], {
      ...{ prefix: 'D', minutes: 6, pictogram: 'book' },
      notes: [['请备好投递地址和订期', 'Have the delivery address and the period ready']],
    }),
    tracing: service(['查询', 'Tracing'], {
      ...{ prefix: 'F', minutes: 6, pictogram: 'search' },
      documents: [['邮件单号', 'Number of the sheet']],
      notes: [['二十四小时内答复', 'You are answered within 24 hours']],
    }),
    complaint: service(['投诉', 'Complaints'], {
      ...{ prefix: 'G', minutes: 10, pictogram: 'complaint' },
      documents: [['邮件单号（如有）', 'Number of the sheet, if there is one']],
    }),
  },
  profiles: {
    general: [{ services: 'all' }],
    parcels: [{ services: ['collecting', 'sending'] }, { services: 'all', afterMinutes: 15 }],
    money: [{ services: ['money-order', 'subscription'] }, { services: 'all', afterMinutes: 10 }],
  },
  counters: counters('parcels', 'general', 'general', 'money'),
}
