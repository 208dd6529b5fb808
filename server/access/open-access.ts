import type { IncomingMessage } from 'node:http'
import type { Clock } from '../clock.ts'
import type { Document } from '../journal/documents.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import { isLoopbackHost } from './addresses.ts'
import { AllowedOrigins } from './allowed-origins.ts'
import { Attempts } from './attempts.ts'
import { Authentication } from './authentication.ts'
import { DeviceEditor } from './devices/device-editor.ts'
import { DeviceRegistry, type KnownDevice } from './devices/device-registry.ts'
import type { DevicesDocument } from './devices/devices.ts'
import { Pairings } from './devices/pairings.ts'
import { ApiKeys, type KeysDocument } from './keys/api-keys.ts'
import { KeyEditor } from './keys/key-editor.ts'
import { limits } from './limits.ts'
import { demoCost, fullCost } from './passwords/passwords.ts'
import type { PublicAddress } from './public-address.ts'
import { TokenBuckets } from './rates/token-buckets.ts'
import { type AttemptLog, RefusedAttempts } from './refused-attempts.ts'
import { RequestSenders } from './request-sender.ts'
import { Sessions, type SessionsDocument } from './sessions.ts'
import { OpenIdProvider } from './sign-in/openid-provider.ts'
import type { LocalSignIn, OpenIdSettings } from './sign-in/openid-settings.ts'
import { OpenIdSignIns } from './sign-in/openid-sign-ins.ts'
import { PasskeyConfirmations } from './sign-in/passkey-confirmations.ts'
import { Passkeys } from './sign-in/passkeys.ts'
import { SignInRecord } from './sign-in/sign-in-record.ts'
import { Staff, type StaffDocument } from './staff.ts'
import { StaffEditor } from './staff-editor.ts'
import type { NetworkFlags } from './transport.ts'

interface AccessOptions {
  readonly isDemo: boolean
  /** The demo made the directory, and the hall is run by `serve`. */
  readonly refusesDemo: boolean | undefined
  readonly anyone: boolean
  readonly flags: NetworkFlags & { readonly localSignIn?: LocalSignIn }
  /** Time without an act of its person after which a sign-in is locked (ms), as it is set just then. */
  readonly lockAfterMs: () => number
  /** The OpenID provider of the organisation. */
  readonly openId: OpenIdSettings | undefined
  readonly address: PublicAddress
  readonly isKnownDevice: (device: string) => boolean
  readonly isKnownKiosk: (device: string) => boolean
  readonly isKnownRatingDevice: (device: string) => boolean
  /** The devices of the settings in force. */
  readonly knownDevices: () => readonly KnownDevice[]
  readonly pairedDevices: Document<DevicesDocument>
  readonly clock: Clock
  readonly log: AttemptLog
  readonly keeper: HallKeeper
  readonly data: {
    readonly file: { readonly id: string }
    readonly staff: Document<StaffDocument>
    readonly sessions: Document<SessionsDocument>
    readonly keys: Document<KeysDocument>
    readonly secret: Uint8Array
  }
}

/** Everything by which a hall knows who asks. */
export function openAccess(options: AccessOptions) {
  const { isDemo, address, clock, log, keeper, data } = options
  const { host, trustProxy = [], origins: others = [], tlsCert, plainHttp, anyone } = options.flags
  const refusedAttempts = new RefusedAttempts(log, clock)
  const sessions = new Sessions(data.sessions, clock.now, options.lockAfterMs)
  const staff = new Staff(data.staff, { now: clock.now, refusesDemo: options.refusesDemo })
  const origins = new AllowedOrigins({ host, publicUrl: address.given, origins: others })
  const cookieName = `nowserving-${data.file.id}`
  const deviceCookieName = `nowserving-device-${data.file.id}`
  const senders = new RequestSenders({ proxies: trustProxy, isTls: tlsCert !== undefined })
  const devices = new DeviceRegistry(options.pairedDevices, clock, (error) =>
    log.warn({ err: error }, 'devices.json could not be written'),
  )
  devices.follow(options.knownDevices())
  const pairings = new Pairings(clock)
  const isLimited = !(isDemo && isLoopbackHost(host))
  const apiKeys = new KeyEditor({ keeper, document: data.keys, secret: data.secret, now: clock.now })
  const keyRate = { perMinute: limits.keyRequestsPerMinute, atOnce: limits.keyRequestsAtOnce }
  const keyAllowance = isLimited ? new TokenBuckets(keyRate, clock) : undefined
  const authentication = new Authentication({
    ...options,
    sessions,
    staff,
    origins,
    senders,
    devices,
    cookieName,
    apiKeys: new ApiKeys(data.keys, clock.now, (id) => apiKeys.used(id)),
    keyAllowance,
    deviceCookieName,
    onRefused: refusedAttempts.refused,
  })
  const accounts = new StaffEditor({
    keeper,
    document: data.staff,
    sessions,
    secret: data.secret,
    cost: isDemo ? demoCost : fullCost,
  })
  endSkillsDaily(keeper, accounts)
  const deviceEditor = new DeviceEditor({
    keeper,
    registry: devices,
    pairings,
    devices: options.knownDevices,
    clock,
    onRefused: refusedAttempts.refused,
  })
  return {
    sessions,
    staff,
    origins,
    cookieName,
    /** Passwords may cross a network unencrypted. */
    isPlainAllowed: plainHttp || anyone,
    authentication,
    ways: openWays(options, staff),
    readers: readersOf(authentication),
    accounts,
    apiKeys,
    keyAllowance,
    devices,
    deviceCookieName,
    deviceEditor,
    pairings,
    isLimited,
    attempts: new Attempts(clock),
    refusedAttempts,
  }
}

/** At each start of a business day, and now, because a stop may have come in between. */
function endSkillsDaily(keeper: AccessOptions['keeper'], accounts: StaffEditor): void {
  keeper.listen({
    committed: ({ entries }) => {
      if (entries.some(({ events }) => events.some(({ type }) => type === 'day-started')))
        void accounts.endSkills()
    },
  })
  void accounts.endSkills()
}

/** The ways to sign in beside the password. */
function openWays({ openId, clock, log, keeper, flags, data }: AccessOptions, staff: Staff) {
  const provider = openId && new OpenIdProvider(openId, { clock, log })
  return {
    openId: provider && new OpenIdSignIns({ provider, staff, clock }),
    localSignIn: flags.localSignIn ?? 'all',
    passkeys: new Passkeys({
      staff: data.staff,
      clock,
      secret: data.secret,
      hallName: () => Object.values(keeper.hall.settings!.name)[0] ?? 'nowserving',
    }),
    confirmations: new PasskeyConfirmations(clock),
    now: clock.now,
    signInRecord: new SignInRecord({
      keeper,
      clock,
      hasAccount: (badge) => Object.hasOwn(data.staff.data.staff, badge),
    }),
  }
}

/** The answers about a request that routes need. */
const readersOf = (authentication: Authentication) => ({
  identityOf: (request: IncomingMessage) => authentication.identity(request),
  signInsOf: (request: IncomingMessage) => authentication.signIns(request),
  senderOf: (request: IncomingMessage) => authentication.senderOf(request),
  originOf: (request: IncomingMessage) => authentication.originOf(request),
})
