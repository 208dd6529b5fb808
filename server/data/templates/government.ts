import { both, counters, type HallTemplate, service, weekly } from './template.ts'

const identity = ['身份证原件', 'Identity card, original'] as const

export const government: HallTemplate = {
  name: both('政务服务大厅', 'Government service hall'),
  hours: weekly([
    ['09:00', '12:00'],
    ['13:30', '17:00'],
  ]),
  groups: {
    people: both('个人事项', 'For people'),
    firms: both('企业事项', 'For firms'),
    general: both('综合事项', 'General matters'),
  },
  services: {
    household: service(['户籍业务', 'Household registration'], {
      ...{ prefix: 'A', minutes: 12, pictogram: 'household', group: 'people' },
      documents: [identity, ['户口簿', 'Household register']],
    }),
    'identity-card': service(['身份证办理', 'Identity cards'], {
      ...{ prefix: 'B', minutes: 10, pictogram: 'id-card', group: 'people' },
      documents: [
        ['户口簿', 'Household register'],
        ['旧身份证（如有）', 'Former identity card, if there is one'],
      ],
    }),
    insurance: service(['社会保险', 'Social insurance'], {
      ...{ prefix: 'C', minutes: 10, pictogram: 'insurance', group: 'people' },
      documents: [identity, ['社保卡', 'Social-insurance card']],
    }),
    property: service(['不动产登记', 'Land registry'], {
      ...{ prefix: 'D', minutes: 20, pictogram: 'real-estate', group: 'people' },
      documents: [
        identity,
        ['不动产权证书', 'Title certificate'],
        ['买卖或抵押合同', 'Sale or mortgage contract'],
      ],
    }),
    licence: service(['营业执照', 'Business licences'], {
      ...{ prefix: 'F', minutes: 15, pictogram: 'permit', group: 'firms' },
      documents: [
        ['法定代表人身份证', 'Identity card of the legal representative'],
        ['经营场所证明', 'Proof of the premises'],
      ],
    }),
    tax: service(['税务申报', 'Tax'], {
      ...{ prefix: 'G', minutes: 12, pictogram: 'tax', group: 'firms' },
      documents: [['申报表', 'Return'], identity],
    }),
    seal: service(['印章刻制与备案', 'Seals: engraving and filing'], {
      ...{ prefix: 'H', minutes: 10, pictogram: 'stamp', group: 'firms' },
      documents: [
        ['营业执照', 'Business licence'],
        ['经办人身份证', 'Identity card of the person acting'],
      ],
      notes: [
        ['刻制、备案、领取分三步，每步告知日期', 'Engraving, filing, hand-over: each step with its date'],
      ],
    }),
    'collect-papers': service(['证照领取', 'Collecting papers'], {
      ...{ prefix: 'J', minutes: 3, pictogram: 'pick-up', group: 'general' },
      documents: [['领取凭证', 'Collection slip'], identity],
    }),
    enquiry: service(['咨询与投诉', 'Enquiries and complaints'], {
      ...{ prefix: 'K', minutes: 8, pictogram: 'enquiry', group: 'general' },
    }),
  },
  profiles: {
    general: [{ services: 'all' }],
    people: [
      { services: ['household', 'identity-card', 'insurance', 'property'] },
      { services: 'all', afterMinutes: 15 },
    ],
    firms: [{ services: ['licence', 'tax', 'seal'] }, { services: 'all', afterMinutes: 15 }],
    quick: [{ services: ['collect-papers', 'enquiry'] }, { services: 'all', afterMinutes: 10 }],
    'sent-only': [],
  },
  counters: counters('people', 'people', 'firms', 'quick', 'general', 'general', {
    profile: 'sent-only',
    name: ['7 号接待室', 'Private room 7'],
  }),
}
