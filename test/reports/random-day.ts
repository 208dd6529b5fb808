import { categories } from '../../server/hall/ids.ts'
import { type Floor, keeper, kiosk, openHall, phone } from '../fakes/hall/hall-floor.ts'
import { hours, minutes, seconds } from '../fakes/hall/hall-settings.ts'
import { seededRandom } from '../fakes/seeded-random.ts'

/** Random busy days: customers come, staff serve them in every way there is, and every now and then a night passes. */
export function randomDays(seed: number, acts: number): Floor {
  const random = seededRandom(seed)
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const floor = openHall({
    hours: pick(['always', { mon: [['08:00', '23:00']], tue: [['08:00', '17:00']] }]),
  })
  const manager = floor.staff('2001')
  let last: { key: string; badge: string } | undefined
  const act = (type: Parameters<Floor['give']>[0], body: object, badge: string): void => {
    const key = floor.newKey()
    if ('result' in floor.give(type, body as never, floor.staff(badge), key)) last = { key, badge }
  }
  const ticket = (stage: string): string | undefined => {
    const fitting = [...floor.hall.live.values()].filter((one) => one.stage.stage === stage)
    return fitting.length > 0 ? pick(fitting).id : undefined
  }
  const atCounter = (): void => {
    const counter = pick(['1', '2', '3', '4'])
    const { badge = '1001', active } = floor.counter(counter)
    const stage = active === undefined ? 'free' : floor.ticket(active).stage.stage
    const where = { counter }
    const to = pick([{ service: pick(['a', 'b', 'c']) }, { counter: pick(['2', '3']) }, { badge: '1003' }])
    if (floor.counter(counter).state === 'closed') return act('open-counter', where, `100${counter}`)
    if (stage === 'free') {
      const held = ticket('held')
      const [missed, which] = [ticket('missed'), below(9)]
      if (which === 0 && held) return act('resume', { counter, ticket: held }, badge)
      if (which === 1 && missed) return act('call-ticket', { counter, ticket: missed }, badge)
      return act('call-next', where, badge)
    }
    if (stage === 'called')
      return act(
        pick([
          ...(['start-service', 'start-service', 'start-service', 'recall'] as const),
          ...(['mark-no-show', 'put-back', 'hold'] as const),
        ]),
        where,
        badge,
      )
    const which = below(12)
    if (which === 0) return act('hold', where, badge)
    if (which < 3) return act('transfer', { counter, to, ...(below(2) ? { place: 'end' } : {}) }, badge)
    if (which === 3) return act('put-back', where, badge)
    act('finish', { counter, ...(below(2) ? { next: true } : {}) }, badge)
  }
  const onFloor = (): void => {
    const [waiting, missed] = [ticket('waiting'), ticket('missed')]
    const ended = [...floor.hall.ended.keys()]
    const at = pick(['1', '2', '3'])
    const acts: (() => unknown)[] = [
      () => missed && act('return-ticket', { ticket: missed }, '2001'),
      () => missed && act('transfer', { ticket: missed, to: { service: 'b' } }, '2001'),
      () => waiting && act('transfer', { ticket: waiting, to: { service: 'c' } }, '2001'),
      () => waiting && act('bring-forward', { ticket: waiting, reason: 'disabled' }, '2001'),
      () => waiting && act('cancel-ticket', { ticket: waiting }, '2001'),
      () => waiting && act('recategorise', { ticket: waiting, category: pick(categories) }, '2001'),
      () => waiting && floor.give('leave', { ticket: waiting }, phone),
      () => waiting && floor.give('let-go-first', { ticket: waiting, count: 2 }, phone),
      () => ended[0] && floor.give('rate', { ticket: pick(ended), score: 1 + below(5) }, phone),
      () => act('open-counter', { counter: at, takeOver: true }, pick(['1001', '1002', '1003', '1004'])),
      () => act('close-counter', { counter: at }, floor.counter(at).badge ?? '1001'),
    ]
    pick(acts)()
  }
  for (let n = 0; n < acts; n += 1) {
    floor.settle()
    const which = below(100)
    if (which < 28) {
      const category = below(4) ? {} : { category: pick(categories) }
      floor.give(
        'issue-ticket',
        { service: pick(['a', 'a', 'b', 'c', 'd']), ...category },
        pick([kiosk, manager]),
      )
    } else if (which < 68) atCounter()
    else if (which < 84) onFloor()
    else if (which < 88 && last) floor.give('undo', { command: last.key }, floor.staff(last.badge))
    else if (which === 88) floor.give('close-day', {}, manager)
    else if (which === 89 && below(4) === 0) floor.pass(hours(pick([3, 24, 30])))
    else if (which === 90 && below(8) === 0) {
      floor.at -= minutes(pick([5, 90]))
      floor.give('accept-clock', { clockAt: floor.at }, floor.staff('9001'))
    } else floor.pass(pick([seconds(1), seconds(20), minutes(2), minutes(4), minutes(9)]))
  }
  floor.settle()
  if (below(2)) floor.take('start-hall', {}, keeper)
  return floor
}
