import type { seededRandom } from '../seeded-random.ts'

/** Halls as people could write them into `hall.json`, drawn at random, and one thing wrong in each. */

type Random = ReturnType<typeof seededRandom>
type Part = Record<string, unknown>
/** Any part of a hall that is written as JSON. */
export interface RandomHall extends Part {
  services: Record<string, Part>
  profiles: Record<string, Part[]>
  counters: Record<string, Part>
  devices: Part[]
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const letters = 'ABCDFGHJKLMNPRSTUVWXYZ'
const pictograms = ['key', 'coins', 'car', 'parcel', 'camera', 'pill', 'bank', 'wrench']
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/Havana', 'UTC']
const categories = ['elderly', 'disabled', 'pregnant', 'infant', 'veteran', 'member']

export class HallDraw {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  whole(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!
  }

  #chance(share: number): boolean {
    return this.#random() < share
  }

  #some<T>(list: readonly T[], share = 0.5): T[] {
    return list.filter(() => this.#chance(share))
  }

  /** An object whose fields that were not drawn are absent. */
  #maybe(name: string, share: number, value: () => unknown): Part {
    return this.#chance(share) ? { [name]: value() } : {}
  }

  #texts(base: string): Part {
    return {
      en: base,
      ...this.#maybe('zh-CN', 0.8, () => `${base} 号`),
      ...this.#maybe('ar', 0.1, () => base),
    }
  }

  #spans(): string[][] {
    const clock = (hour: number) => `${String(hour).padStart(2, '0')}:${this.pick(['00', '15', '30'])}`
    const morning = [clock(this.whole(6, 9)), clock(this.whole(10, 12))]
    return this.pick([
      [],
      [morning],
      [morning, [clock(this.whole(13, 14)), clock(this.whole(15, 22))]],
      [['20:00', '04:00']],
    ])
  }

  #slip(): Part {
    const sentences = () =>
      Array.from({ length: this.whole(1, 3) }, (_, n) => this.#texts(`Bring paper ${n}`))
    return {
      ...this.#maybe('documents', 0.6, sentences),
      ...this.#maybe('fees', 0.3, sentences),
      ...this.#maybe('parts', 0.3, () => [
        'hall',
        { part: 'number', size: 'large' },
        ...this.#some(['service', 'notes', 'fees']),
      ]),
      ...this.#maybe('checkCode', 0.3, () => true),
    }
  }

  hall(): RandomHall {
    const ids = Array.from({ length: this.whole(1, 9) }, (_, n) => this.pick(['fees', 'desk-', 'x.', '']) + n)
    const groups = this.#chance(0.4) ? ['first', 'second'] : []
    const service = (id: string, n: number): Part => ({
      name: this.#texts(`Service ${id}`),
      prefix: letters[n]!,
      ...(groups.length > 0 ? { group: this.pick(groups) } : {}),
      ...this.#maybe('maxWaiting', 0.3, () => this.whole(1, 500)),
      ...this.#maybe('expectedMinutes', 0.8, () => this.pick([0.5, 1.5, 4, 12, 33.25])),
      ...this.#maybe('pictogram', 0.7, () => this.pick(pictograms)),
      ...this.#maybe('hidden', 0.1, () => true),
      ...this.#maybe('slip', 0.3, () => this.#slip()),
    })
    const tier = (services: unknown): Part => ({
      services,
      ...this.#maybe('afterMinutes', 0.3, () => this.pick([2, 7.5, 30])),
    })
    const profiles = {
      general: [...this.#some(ids, 0.2).map((id) => tier([id])), tier('all')],
      ...this.#maybe('sent', 0.5, () => []),
    }
    const names = Object.keys(profiles)
    const counters = Array.from({ length: this.whole(1, 8) }, (_, n): [string, Part] => [
      String(n + 1),
      {
        name: this.#texts(`Counter ${n + 1}`),
        profile: n === 0 ? 'general' : this.pick(names),
        ...this.#maybe('zone', 0.2, () => 'left'),
      },
    ])
    return {
      format: 1,
      id: `hall-${this.whole(1, 999)}`,
      name: this.#texts('Hall'),
      ...this.#maybe('languages', 0.7, () => ['zh-CN', 'en']),
      timeZone: this.pick(zones),
      ...this.#maybe('dayStartsAt', 0.3, () => '05:00'),
      ...this.#maybe('hours', 0.7, () =>
        Object.fromEntries(this.#some(days, 0.7).map((day) => [day, this.#spans()])),
      ),
      ...this.#maybe('graceMinutes', 0.5, () => this.pick([0, 0.1, 7, 30])),
      ...this.#maybe('policy', 0.5, () =>
        this.pick([{ kind: 'precedence' }, { kind: 'alternation', priority: 1, ordinary: 3 }]),
      ),
      ...this.#maybe('headStartMinutes', 0.5, () =>
        Object.fromEntries(this.#some(categories).map((one) => [one, this.whole(1, 30)])),
      ),
      ...this.#maybe('freeCategories', 0.5, () => this.#some(categories)),
      ...this.#maybe('returnBehind', 0.5, () => this.whole(0, 100)),
      ...this.#maybe('returns', 0.5, () => ({
        together: this.whole(1, 20),
        othersBetween: this.whole(0, 20),
        ...this.#maybe('endAtMiss', 0.5, () => this.whole(1, 20)),
      })),
      ...this.#maybe('transferPlace', 0.5, () => this.pick(['kept', 'end'])),
      ...this.#maybe('series', 0.4, () => ({ A: { start: this.whole(0, 900), step: this.whole(1, 5) } })),
      services: Object.fromEntries(ids.map((id, n) => [id, service(id, n)])),
      ...(groups.length > 0 ? { groups: Object.fromEntries(groups.map((id) => [id, this.#texts(id)])) } : {}),
      profiles,
      counters: Object.fromEntries(counters),
      ...this.#maybe('reasons', 0.3, () => ({ pause: { own: this.#texts('Own'), meal: {} } })),
      ...this.#maybe('guidance', 0.3, () => ({ longWaitMinutes: this.whole(1, 60), redAt: 2.5 })),
      ...this.#maybe('kiosk', 0.3, () => ({ idleAfterSeconds: this.whole(5, 90) })),
      devices: [
        {
          id: 'kiosk-1',
          kind: 'kiosk',
          name: 'Entrance',
          ...this.#maybe('printer', 0.5, () => 'tcp://192.0.2.1:9100'),
        },
        { id: 'window-1', kind: 'window', name: 'Window', counter: '1' },
      ],
      ...this.#maybe('publicUrl', 0.3, () => 'https://queue.example'),
      ...this.#maybe('printing', 0.3, () => false),
      ...this.#maybe('slip', 0.3, () => this.#slip()),
    }
  }

  /** The hall with one thing wrong, and the field that a refusal has to name. */
  wrong(hall: RandomHall): { readonly hall: object; readonly field: string } {
    const service = this.pick(Object.keys(hall.services))
    const counter = this.pick(Object.keys(hall.counters))
    const inService = (change: Part) => ({
      ...hall,
      services: { ...hall.services, [service]: { ...hall.services[service], ...change } },
    })
    const inCounter = (change: Part) => ({
      ...hall,
      counters: { ...hall.counters, [counter]: { ...hall.counters[counter], ...change } },
    })
    const section = this.pick(['services', 'profiles', 'counters', 'timeZone'])
    const misspelled = `${section.slice(0, 3)}${section.slice(4)}`
    const day = this.pick(days)
    return this.pick([
      () => ({ hall: renamed(hall, section, misspelled), field: misspelled }),
      () => ({ hall: { ...hall, [`${section}X1y2z3w4`]: 1 }, field: `${section}X1y2z3w4` }),
      () => ({
        hall: inService({ prefix: this.pick(['', 'a', 'ABCD', '1']) }),
        field: `services.${service}.prefix`,
      }),
      () => ({
        hall: inService({ expectedMinutes: this.pick([0, -1, 241, '4', null]) }),
        field: `services.${service}.expectedMinutes`,
      }),
      () => ({
        hall: inService({ name: this.pick([{}, 'Name', { en: ' ' }]) }),
        field: `services.${service}.name`,
      }),
      () => ({ hall: inService({ pictogram: 'no-such-drawing' }), field: `services.${service}.pictogram` }),
      () => ({ hall: inService({ nmae: { en: 'x' } }), field: `services.${service}.nmae` }),
      () => ({ hall: inCounter({ profile: 'nowhere-to-go' }), field: `counters.${counter}.profile` }),
      () => ({ hall: inCounter({ profile: 7 }), field: `counters.${counter}.profile` }),
      () => ({
        hall: {
          ...hall,
          profiles: { ...hall.profiles, general: [{ services: ['no-such-service'] }, { services: 'all' }] },
        },
        field: 'profiles.general.0.services.0',
      }),
      () => ({
        hall: {
          ...hall,
          hours: {
            [day]: [
              ['17:00', '02:00'],
              ['09:00', '12:00'],
              ['11:30', '13:00'],
            ],
          },
        },
        field: `hours.${day}.2`,
      }),
      () => ({ hall: { ...hall, hours: { [day]: [['18:00', '08:30']] } }, field: `hours.${day}.0` }),
      () => ({ hall: { ...hall, hours: { [day]: [['8:30', '12:00']] } }, field: `hours.${day}.0.0` }),
      () => ({ hall: { ...hall, timeZone: 'Nowhere/Atlantis' }, field: 'timeZone' }),
      () => ({ hall: { ...hall, series: { QQQ: {} } }, field: 'series.QQQ' }),
      () => ({ hall: { ...hall, returnBehind: this.pick([-1, 101, 1.5, 'three']) }, field: 'returnBehind' }),
      () => ({
        hall: { ...hall, devices: [...hall.devices, hall.devices[0]] },
        field: `devices.${hall.devices.length}.id`,
      }),
      () => ({
        hall: { ...hall, devices: [{ id: 'w', kind: 'window', name: 'W', counter: '99' }] },
        field: 'devices.0.counter',
      }),
      () => ({ hall: { ...hall, slip: { parts: ['hall'] } }, field: 'slip.parts' }),
      () => ({ hall: { ...hall, policy: { kind: 'alternation', priority: 2 } }, field: 'policy.ordinary' }),
    ])()
  }
}

const renamed = (hall: RandomHall, from: string, to: string): object =>
  Object.fromEntries(Object.entries(hall).map(([name, part]) => [name === from ? to : name, part]))
