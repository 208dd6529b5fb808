import { both, counters, type HallTemplate, service, weekly } from './template.ts'

const identity = ['身份证原件', 'Identity card, original'] as const

export const bank: HallTemplate = {
  name: both('银行营业大厅', 'Bank hall'),
  hours: weekly([['09:00', '17:00']], [['09:30', '16:00']]),
  services: {
    personal: service(['个人业务', 'Personal banking'], {
      ...{ prefix: 'A', minutes: 8, pictogram: 'person' },
      documents: [identity, ['银行卡或存折', 'Card or passbook']],
    }),
    business: service(['对公业务', 'Business banking'], {
      ...{ prefix: 'B', minutes: 12, pictogram: 'briefcase' },
      documents: [
        ['营业执照', 'Business licence'],
        ['经办人身份证原件', 'Identity card of the person acting'],
        ['单位印鉴', 'Seals of the firm'],
      ],
    }),
    'new-card': service(['开卡', 'New card'], {
      ...{ prefix: 'C', minutes: 15, pictogram: 'card' },
      documents: [identity, ['本人手机', 'Your own telephone']],
    }),
    'lost-card': service(['挂失', 'Card lost'], {
      ...{ prefix: 'D', minutes: 10, pictogram: 'lost' },
      documents: [identity],
      notes: [['急事请直接告诉大堂经理', 'If it is urgent, tell the hall manager at once']],
    }),
    advice: service(['理财咨询', 'Advice on investments'], {
      ...{ prefix: 'F', minutes: 30, pictogram: 'chart' },
    }),
  },
  profiles: {
    personal: [{ services: ['lost-card'] }, { services: ['personal', 'new-card'] }],
    business: [{ services: ['business'] }, { services: ['lost-card', 'personal'], afterMinutes: 15 }],
    adviser: [{ services: ['advice'] }],
    'sent-only': [],
  },
  counters: counters(
    'personal',
    'personal',
    'business',
    { profile: 'adviser', name: ['理财室', 'Adviser'] },
    { profile: 'sent-only', name: ['贵宾室', 'VIP room'] },
    { profile: 'sent-only', name: ['客户经理室', "Manager's room"] },
  ),
}
