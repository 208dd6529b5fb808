import { both, counters, type HallTemplate, service, weekly } from './template.ts'

const order = ['订单号', 'Order number'] as const

/** The stages of an order, each with a service of its own. */
export const photoStudio: HallTemplate = {
  name: both('照相馆', 'Photo studio'),
  hours: weekly([['09:00', '18:00']], [['08:30', '19:00']]),
  services: {
    order: service(['定单咨询', 'Orders and advice'], {
      ...{ prefix: 'A', minutes: 20, pictogram: 'album' },
      fees: [['定金，取件时结清余款', 'Deposit; the balance is due at pick-up']],
    }),
    dress: service(['试礼服', 'Dress fitting'], {
      ...{ prefix: 'B', minutes: 40, pictogram: 'dress' },
      documents: [order],
      notes: [
        ['浅色贴身衣物方便试', 'Light, close-fitting clothes make it easier'],
        ['至少在拍摄前七天', 'At least 7 days before the shooting'],
      ],
    }),
    shooting: service(['拍摄', 'Shooting'], {
      ...{ prefix: 'C', minutes: 90, pictogram: 'shooting' },
      documents: [order],
    }),
    selection: service(['选片', 'Selection of pictures'], {
      ...{ prefix: 'D', minutes: 40, pictogram: 'picture' },
      documents: [order],
      notes: [['拍摄后十天可选片', 'Ten days after the shooting']],
    }),
    'pick-up': service(['取件', 'Pick-up'], {
      ...{ prefix: 'F', minutes: 8, pictogram: 'pick-up' },
      documents: [order, ['代取请带取件码', 'Somebody else brings the pick-up code']],
      fees: [['余款', 'The balance']],
    }),
    member: service(['会员与积分', 'Members and points'], {
      ...{ prefix: 'G', minutes: 6, pictogram: 'member' },
    }),
  },
  profiles: {
    reception: [{ services: ['order', 'pick-up', 'member'] }],
    dressing: [{ services: ['dress'] }],
    camera: [{ services: ['shooting'] }],
    pictures: [{ services: ['selection'] }, { services: ['pick-up'], afterMinutes: 10 }],
  },
  counters: counters(
    { profile: 'reception', name: ['1 号接待台', 'Reception 1'] },
    { profile: 'reception', name: ['2 号接待台', 'Reception 2'] },
    { profile: 'pictures', name: ['选片室', 'Selection room'] },
    { profile: 'dressing', name: ['礼服间', 'Dressing room'] },
    { profile: 'camera', name: ['摄影棚', 'Camera room'] },
  ),
}
