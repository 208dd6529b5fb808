import { both, counters, type HallTemplate, service, weekly } from './template.ts'

const identity = ['身份证原件', 'Identity card, original'] as const
const number = ['手机号码', 'Your telephone number'] as const

export const telecom: HallTemplate = {
  name: both('通信营业厅', 'Telecom shop'),
  hours: weekly([['09:00', '18:30']], [['09:30', '18:00']]),
  services: {
    'top-up': service(['充值交费', 'Top-up and bills'], {
      ...{ prefix: 'A', minutes: 3, pictogram: 'top-up' },
      documents: [number],
      notes: [['收款前核对户名', 'The holder is read back before the money is taken']],
    }),
    'new-sim': service(['开户选号', 'New SIM and number'], {
      ...{ prefix: 'B', minutes: 15, pictogram: 'sim' },
      documents: [identity, ['联系电话', 'A contact telephone']],
    }),
    'replaced-sim': service(['补卡换卡', 'SIM replaced'], {
      ...{ prefix: 'C', minutes: 8, pictogram: 'card' },
      documents: [identity, number],
      notes: [['新卡开通后旧卡即失效', 'The old card is dead once the new one works']],
    }),
    tariff: service(['套餐变更', 'Tariff change'], {
      ...{ prefix: 'D', minutes: 10, pictogram: 'signal' },
      documents: [identity, number],
      notes: [['次月一日生效', 'In effect from the 1st of next month']],
    }),
    'one-card': service(['一卡通', 'One card for several'], {
      ...{ prefix: 'F', minutes: 12, pictogram: 'phone' },
      documents: [identity],
    }),
    bill: service(['账单核对', 'Questions about a bill'], {
      ...{ prefix: 'G', minutes: 10, pictogram: 'receipt' },
      documents: [number, ['账单月份', 'Month of the bill']],
    }),
    correction: service(['错交更正', 'Wrong payment corrected'], {
      ...{ prefix: 'H', minutes: 10, pictogram: 'exchange' },
      documents: [['交费收据', 'Receipt'], identity],
      notes: [['三个工作日内办结', 'Done within 3 working days']],
    }),
    'line-fault': service(['网络故障', 'Line faults'], {
      ...{ prefix: 'J', minutes: 8, pictogram: 'router' },
      documents: [number, ['装机地址', 'Address of the line']],
    }),
  },
  profiles: {
    general: [{ services: 'all' }],
    receiver: [{ services: ['top-up', 'bill'] }, { services: 'all', afterMinutes: 10 }],
    accounts: [
      { services: ['new-sim', 'replaced-sim', 'tariff', 'one-card'] },
      { services: 'all', afterMinutes: 15 },
    ],
  },
  counters: counters('receiver', 'accounts', 'accounts', 'general', 'general'),
}
