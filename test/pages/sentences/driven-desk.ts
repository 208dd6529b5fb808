import { limits } from '../../../counter/limits.ts'
import type { DrivenHall } from './driven-hall.ts'
import type { DrivenPage, Table } from './driven-page.ts'

/** Badge 1001 at the page of a counter. */
export class DrivenDesk {
  readonly page: DrivenPage

  private constructor(page: DrivenPage) {
    this.page = page
  }

  /** The page of a counter, where badge 1001 is signed in; without a counter that of its choice. */
  static async open(
    hall: DrivenHall,
    counter: '1' | '2' | undefined,
    how: Parameters<DrivenHall['open']>[2] = {},
  ): Promise<DrivenDesk> {
    const [name = '', value = ''] = hall.clerks[0]!.cookie!.split('=')
    const storageState = {
      cookies: [
        {
          ...{ name, value, domain: '127.0.0.1', path: '/', expires: -1 },
          httpOnly: true,
          secure: false,
          sameSite: 'Lax' as const,
        },
      ],
      origins: [],
    }
    const query = counter === undefined ? '' : `?counter=${counter}`
    const page = await hall.open(`/counter${query}`, ['console', 'staff', 'issuing'], {
      storageState,
      ...how,
    })
    await page.has(counter === undefined ? '.counter-option' : '#primary')
    return new DrivenDesk(page)
  }

  /** Presses keys one after the other, each past the guard against double taps. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.pass(limits.doubleTapMs + 100)
      await this.page.page.keyboard.press(key)
      await this.page.pass(100)
    }
  }

  async primary(): Promise<void> {
    await this.page.pass(limits.doubleTapMs + 100)
    await this.page.click('#primary')
  }

  /** Waits until a part of the page, by its selector, is in a state of its table. */
  part(parts: Readonly<Record<string, Table>>, selector: string, state: string): Promise<void> {
    return this.page.is(parts[selector]!, state, selector)
  }
}
