import { afterAll, describe, expect, test } from 'vitest'
import { type Driver, openCounters, until } from '../fakes/driver.ts'
import { lacksLeave } from '../fakes/tools.ts'
import { busyMs, patience } from '../fakes/watch.ts'
import { HallNetwork, networkProbe } from './hall-network.ts'
import { Listener } from './listener.ts'

/** Cables, switches and slow links between a hall and its screens: noticed at both ends, and right again afterwards. */

const reason = lacksLeave('faults of the network', ['ip', 'iptables', 'tc'], networkProbe)

/** Promise 6: a screen that lost the hall says so within this; the hall forgets a screen as soon. */
const noticedMs = 25_000
const rightAgainMs = 5_000
/** Nothing older than this is spoken. */
const tooOldMs = 30_000

const networks: HallNetwork[] = []
afterAll(() => Promise.all(networks.map((network) => network.close())))

async function hallBehind(place: number) {
  const network = new HallNetwork(place)
  networks.push(network)
  await network.hall.start()
  const staff = { url: network.url }
  const [counter] = (await openCounters(staff, 1)) as [Driver]
  const screens = [
    new Listener(network.screensOrigin, 'board', { device: 'board-1' }),
    new Listener(network.screensOrigin, 'window', { counter: '1' }),
  ]
  const areLive = () => screens.every(({ link }) => link.state.status === 'live')
  await until('the screens to watch', areLive)
  const call = async () => {
    // By staff: a kiosk gives no more tickets a minute than people can take.
    const { label } = await counter.issue('fees')
    await counter.done('call-ticket', { counter: '1', label })
    return label
  }
  const away = () => counter.done('mark-no-show', { counter: '1' })
  const shows = (label: string) => () =>
    screens.every(
      ({ link }) => link.state.status === 'live' && JSON.stringify(link.state.view).includes(`"${label}"`),
    )
  const spoke = (label: string) =>
    screens.map(({ spoken }) => spoken.filter((id) => id.includes(`/${label}/`)).length)
  return { network, screens, areLive, call, away, shows, spoke }
}

/** The name, whether screens still hear the hall, and what hurts; it gives back what heals. */
const faults: readonly [string, boolean, (network: HallNetwork) => () => void][] = [
  [
    'the cable is pulled',
    false,
    (network) => {
      network.cableUp(false)
      return () => network.cableUp(true)
    },
  ],
  [
    'a switch swallows everything',
    false,
    (network) => {
      const rules = [
        network.filter('INPUT', '-i', 'screens', '-j', 'DROP'),
        network.filter('OUTPUT', '-o', 'screens', '-j', 'DROP'),
      ]
      return () => {
        for (const rule of rules) rule.remove()
      }
    },
  ],
  [
    'what the screens send is swallowed',
    true,
    (network) => {
      const rule = network.filter('INPUT', '-i', 'screens', '-j', 'DROP')
      return () => rule.remove()
    },
  ],
]

describe.skipIf(reason)('between the hall and its screens', () => {
  describe.concurrent('a link that is half open', () => {
    for (const [place, [name, isHeard, hurt]] of faults.entries())
      test(`${name}: both ends notice within 25 s, an old call is never spoken as new, and all is right within 5 s after`, async () => {
        const { network, screens, areLive, call, away, shows, spoke } = await hallBehind(place)
        const before = await call()
        await until('the call', shows(before))
        const heal = hurt(network)
        const hurtAt = performance.now()
        await away()
        const missed = await call()
        const calledAt = performance.now()
        let pageMs = 0
        let hallMs = 0
        await until(
          'both ends to notice',
          async () => {
            const spent = performance.now() - hurtAt
            if (pageMs === 0 && screens.every(({ link }) => link.state.status !== 'live')) pageMs = spent
            if (hallMs === 0 && (await network.pages()) === 0) hallMs = spent
            return pageMs > 0 && hallMs > 0
          },
          noticedMs + patience,
        )
        // Until the missed call is too old to be spoken: it may be shown, never heard as new.
        await until(
          'the call to grow old',
          () => performance.now() - calledAt > tooOldMs,
          tooOldMs + patience,
        )
        expect(screens.map(({ link }) => link.state.status)).not.toContain('live')
        heal()
        await until('the screens to be back', areLive)
        await until('the missed call to be shown', shows(missed), rightAgainMs + busyMs)
        await away()
        const after = await call()
        await until('a new call', shows(after), rightAgainMs + busyMs)
        process.stdout.write(
          `network: ${name}: screens noticed after ${(pageMs / 1000).toFixed(1)} s, the hall after ${(hallMs / 1000).toFixed(1)} s\n`,
        )
        expect([spoke(before), spoke(after)]).toEqual([
          [1, 1],
          [1, 1],
        ])
        if (!isHeard) expect(spoke(missed)).toEqual([0, 0])
        expect(Math.max(...screens.map(({ oldestMs }) => oldestMs))).toBeLessThan(tooOldMs)
        expect([pageMs, hallMs].filter((ms) => ms > noticedMs + busyMs)).toEqual([])
        for (const { link } of screens) link.close()
      })

    test('a link that is reset is dialled again, and everything is right within 5 s of its coming back', async () => {
      const { network, screens, call, away, shows, spoke, areLive } = await hallBehind(10)
      const before = await call()
      await until('the call', shows(before))
      const reset = network.filter(
        'INPUT',
        '-i',
        'screens',
        '-p',
        'tcp',
        '-j',
        'REJECT',
        '--reject-with',
        'tcp-reset',
      )
      await away()
      const missed = await call()
      await until('the screens to lose the hall', async () => (await network.pages()) === 0, noticedMs)
      reset.remove()
      const backAt = performance.now()
      await until('the screens to be right', () => areLive() && shows(missed)(), rightAgainMs)
      process.stdout.write(
        `network: reset: right again ${Math.round(performance.now() - backAt)} ms after it came back\n`,
      )
      // Called some seconds before: who had not heard it hears it now, once.
      expect([spoke(before), spoke(missed)]).toEqual([
        [1, 1],
        [1, 1],
      ])
      for (const { link } of screens) link.close()
    })

    test('a link of 64 kbit/s: the screens stay alive, nothing old is spoken, the hall keeps little for them, and the newest state arrives', async () => {
      const { network, screens, call, away, shows } = await hallBehind(11)
      for (let more = 0; more < 2; more += 1)
        screens.push(new Listener(network.screensOrigin, 'board', { device: `board-${more + 2}` }))
      await until('all to watch', () => screens.every(({ link }) => link.state.status === 'live'))
      network.shape('tbf', 'rate', '64kbit', 'burst', '4kb', 'latency', '400ms')
      const residentBefore = network.hall.residentBytes()
      const labels: string[] = []
      for (const end = performance.now() + 20_000; performance.now() < end; ) {
        labels.push(await call())
        await away()
      }
      labels.push(await call())
      const lastAt = performance.now()
      const more = network.hall.residentBytes() - residentBefore
      await until('the newest state', shows(labels.at(-1)!), tooOldMs)
      const behindMs = performance.now() - lastAt
      process.stdout.write(
        `network: 64 kbit/s: ${labels.length} calls in 20 s, the newest shown ${(behindMs / 1000).toFixed(1)} s after it, the oldest spoken ${(Math.max(...screens.map(({ oldestMs }) => oldestMs)) / 1000).toFixed(1)} s old, ${Math.round(more / 1e6)} MB more\n`,
      )
      expect(more).toBeLessThan(150e6)
      expect(Math.max(...screens.map(({ oldestMs }) => oldestMs))).toBeLessThan(tooOldMs)
      for (const { link } of screens) link.close()
    })
  })
})
