import { both, counters, type HallTemplate, service, weekly } from './template.ts'

const identity = ['身份证原件', 'Identity card, original'] as const

/** The front desk of a property-management company. */
export const property: HallTemplate = {
  name: both('物业服务大厅', 'Property service hall'),
  hours: weekly([['08:30', '17:30']], [['09:00', '16:00']]),
  groups: {
    home: both('住户业务', 'For residents'),
    works: both('装修与报修', 'Renovation and repairs'),
    daily: both('日常服务', 'Everyday services'),
  },
  services: {
    lease: service(['出租登记', 'Lease registration'], {
      ...{ prefix: 'A', minutes: 12, pictogram: 'key', group: 'home' },
      documents: [['房产证', 'Title deed'], identity, ['租赁合同', 'Lease contract']],
    }),
    transfer: service(['转让登记', 'Transfer of ownership'], {
      ...{ prefix: 'B', minutes: 12, pictogram: 'handshake', group: 'home' },
      documents: [['买卖合同', 'Sale contract'], identity],
      notes: [['转让表格在窗口填写', 'The transfer forms are filled in at the counter']],
    }),
    residence: service(['入住证明', 'Residence certificate'], {
      ...{ prefix: 'C', minutes: 6, pictogram: 'certificate', group: 'home' },
      documents: [identity, ['房产证或租赁合同', 'Title deed or lease contract']],
    }),
    parking: service(['停车卡', 'Parking card'], {
      ...{ prefix: 'D', minutes: 6, pictogram: 'car', group: 'home' },
      documents: [
        ['行驶证', 'Vehicle licence'],
        ['房产证或租赁合同', 'Title deed or lease contract'],
      ],
      fees: [['按价目表', 'By the price list']],
    }),
    payment: service(['交费', 'Payments'], {
      ...{ prefix: 'F', minutes: 4, pictogram: 'coins', group: 'home' },
      notes: [['请报房号或户号', 'Please tell your unit or account']],
    }),
    renovation: service(['装修许可', 'Renovation permit'], {
      ...{ prefix: 'G', minutes: 15, pictogram: 'hammer', group: 'works' },
      documents: [
        ['施工单位营业执照和资质证书', "Builder's licence and qualification certificate"],
        ['装修图纸', 'Drawings'],
        ['每名工人：一寸照片一张、身份证一份', 'Per worker: one 1-inch photo, one identity paper'],
      ],
      fees: [
        ['装修押金，验收后退还', 'Site deposit, returned after inspection'],
        ['工人出入证按人数收费', 'Badges are charged per worker'],
      ],
      notes: [['三个工作日内电话告知结果', 'You are told by telephone within 3 working days']],
    }),
    deposit: service(['装修验收退押金', 'Inspection and deposit back'], {
      ...{ prefix: 'H', minutes: 8, pictogram: 'receipt', group: 'works' },
      documents: [
        ['押金收据', 'Deposit receipt'],
        ['全部工人出入证', 'All badges'],
      ],
    }),
    fault: service(['报修', 'Report a fault'], {
      ...{ prefix: 'J', minutes: 6, pictogram: 'wrench', group: 'works' },
      notes: [['请备好姓名、电话、地址和故障情况', 'Have name, telephone, address and the fault ready']],
    }),
    goods: service(['物品放行', 'Goods release'], {
      ...{ prefix: 'K', minutes: 4, pictogram: 'bag', group: 'daily' },
      documents: [['业主本人，或业主的书面同意', "The owner, or the owner's written consent"]],
    }),
    parcels: service(['代收邮件', 'Parcels kept for you'], {
      ...{ prefix: 'L', minutes: 3, pictogram: 'parcel', group: 'daily' },
      documents: [identity],
    }),
    keys: service(['钥匙与借物', 'Keys and things lent'], {
      ...{ prefix: 'M', minutes: 4, pictogram: 'umbrella', group: 'daily' },
    }),
    enquiry: service(['咨询与投诉', 'Enquiries and complaints'], {
      ...{ prefix: 'N', minutes: 8, pictogram: 'enquiry', group: 'daily' },
    }),
  },
  profiles: {
    general: [{ services: 'all' }],
    'payments-first': [{ services: ['payment', 'parcels', 'goods'] }, { services: 'all', afterMinutes: 10 }],
    'sent-only': [],
  },
  counters: counters('general', 'general', 'general', 'payments-first', {
    profile: 'sent-only',
    name: ['5 号洽谈室', 'Private room 5'],
  }),
}
