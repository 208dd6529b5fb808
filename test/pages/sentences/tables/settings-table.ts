import { type FormPath, settingsForm } from '../../../../server/protocol/settings/form.ts'
import type { Table } from '../driven-page.ts'

/** Sentences of the sections of settings in each state, and of the review and the history. */

/** Label and help of fields, by the beginning of their paths. */
const fields = (...beginnings: string[]): string[] =>
  (Object.keys(settingsForm) as FormPath[])
    .filter((form) => beginnings.some((one) => form.startsWith(one)) && settingsForm[form].section !== 'none')
    .flatMap((form) => [`field.${form}`, `help.${form}`])

const hall = [
  ...fields('name', 'languages', 'timeZone', 'publicUrl', 'hours', 'dayStartsAt', 'graceMinutes', 'printing'),
  ...[
    'section.hall',
    'settings.lead.hall',
    'group.place',
    'settings.language.add',
    'settings.on',
    'group.day',
    'settings.always',
    'settings.by-day',
    'settings.default',
    'settings.reset',
    'settings.unit.minutes',
    'settings.up.of',
    'settings.down.of',
    'settings.remove.of',
    'settings.language.tag',
    'settings.reset.of',
  ],
]
const week = [
  ...hall,
  ...[
    'day.mon',
    'day.tue',
    'day.wed',
    'day.thu',
    'day.fri',
    'day.sat',
    'settings.closed',
    'day.sun',
    'settings.span.from',
    'settings.span.to',
    'settings.span.add',
  ],
]
const services = [
  ...fields(
    'services.*.name',
    'services.*.prefix',
    'services.*.hidden',
    'services.*.expected',
    'services.*.max',
    ...['services.*.pictogram', 'services.*.slip.', 'series.'],
  ),
  ...[
    'section.services',
    'settings.lead.services',
    'settings.on',
    'settings.unit.minutes',
    'settings.default',
    'settings.reset',
    'settings.remove',
    'services.remove.note',
    'services.add',
    'services.groups',
    'services.group.add',
    'settings.up.of',
    'settings.down.of',
    'settings.reset.of',
  ],
]
const counters = [
  ...fields('counters.'),
  ...[
    'section.counters',
    'settings.lead.counters',
    'counters.grid',
    'counters.grid.first',
    'counters.grid.later',
    'settings.remove',
    'counters.add',
    'what.profiles',
    'counters.profile.used',
    'counters.profile.add',
  ],
]
const tier = [
  ...fields('profiles.*.*.services'),
  ...['counters.tier', 'counters.tier.add', 'counters.all', 'settings.remove', 'settings.remove.of'],
]
const reasons = [
  ...fields('reasons.'),
  ...[
    'section.reasons',
    'settings.lead.reasons',
    'pause.break',
    'pause.meal',
    'pause.papers',
    'pause.errand',
    'pause.training',
    'pause.other',
    'reasons.add',
    'hold.copy',
    'hold.form',
    'hold.payment',
    'hold.call',
    'hold.restroom',
    'hold.other',
    'rating.waiting',
    'rating.attitude',
    'rating.explanation',
    'rating.result',
    'rating.place',
    'settings.remove.of',
    'settings.up.of',
    'settings.down.of',
  ],
]
const limits = [
  ...fields('policy.kind', 'headStart', 'free', 'appointment', 'returnBehind', 'returns.', 'transfer'),
  ...fields('guidance.', 'kiosk.', 'rating.', 'signIn.'),
  ...[
    'section.limits',
    'settings.lead.limits',
    'group.priority',
    'policy.head-start',
    'policy.precedence',
    'policy.alternation',
    'category.elderly',
    'settings.unit.minutes',
    'category.disabled',
    'category.pregnant',
    'category.infant',
    'category.veteran',
    'category.member',
    'category.appointment',
    'group.queue',
    'transfer.kept',
    'transfer.end',
    'group.guidance',
    'settings.unit.seconds',
    'settings.unit.times',
    'group.kiosk',
    'group.rating',
    'group.sign-in',
  ],
]
const bar = ['bar.changes', 'bar.faults', 'bar.review']

export const settings: Table = {
  hall,
  'hall, by weekday': week,
  'hall, wrong': [
    ...week,
    ...[
      'settings.fault.texts',
      'settings.fault.zone',
      'settings.fault.address',
      'settings.fault.hours',
      'settings.fault.clock',
      'change.quoted',
      'settings.fault.number',
    ],
  ],
  'hall, a name too long': [
    ...week,
    ...[
      'settings.fault.columns',
      'settings.fault.zone',
      'settings.fault.address',
      'settings.fault.hours',
      'settings.fault.clock',
      'change.quoted',
      'settings.fault.number',
    ],
  ],
  'a draft with faults': [...bar, 'bar.discard'],
  'discard?': [...bar, 'bar.discard.sure'],
  services,
  'services, wrong, and a new group': [
    ...services,
    ...[
      'services.off',
      'settings.fault.prefix',
      'field.services.*.group',
      'help.services.*.group',
      'settings.none',
      'settings.off',
      'settings.fault.whole',
      'settings.fault.lines',
      'services.group.new',
      'field.groups',
      'help.groups',
      'settings.fault.texts',
      'settings.remove.of',
    ],
  ].filter((key) => key !== 'settings.on' && !key.includes('.series.')),
  'a new service': [...services, ...['services.new', 'settings.fault.texts', 'settings.none']],
  'services that no counter calls': [...services, 'problem.uncalled-service'],
  'slips, wrong': [
    ...fields('slip.'),
    ...['section.slips', 'settings.lead.slips', 'group.slip.texts', 'group.slip.marks', 'settings.off'],
    ...['slips.preview', 'slips.service', 'slips.language', 'slips.fault', 'settings.fault.logo'],
  ],
  counters,
  'services that no counter calls, in the picture': [
    ...counters,
    ...tier,
    ...['counters.none', 'counters.grid.nobody'],
  ],
  'a tier without a service': [
    ...counters.filter((key) => !fields('counters.').includes(key)),
    ...tier,
    ...['settings.fault.tiers', 'counters.grid.nobody'],
  ],
  'a second tier and a new counter': [
    ...counters,
    ...tier,
    ...fields('profiles.*.*.after'),
    ...['settings.unit.minutes', 'settings.fault.tiers', 'counters.new', 'settings.fault.texts'],
  ],
  reasons,
  'a reason of its own without words': [...reasons, ...['reasons.own', 'settings.fault.texts']],
  limits,
  'not read yet': ['connection.joining'],
  'not read': ['settings.unreachable'],
  'limits, in turns': [
    ...limits,
    ...['field.policy.priority', 'help.policy.priority', 'field.policy.ordinary', 'help.policy.ordinary'],
  ],
  found: ['field.appointmentToleranceMinutes', 'section.limits', 'settings.find'],
  'not found': ['settings.find.none', 'settings.find'],
}

const keys = ['review.title', 'review.note', 'review.cancel', 'plan.key', 'review.save']
const minutes = ['change.set', 'field.graceMinutes', 'settings.unit.minutes']
const meanwhile = ['review.meanwhile', 'review.kept']
const changes = [
  ...keys,
  ...minutes,
  ...['change.in', 'field.name', 'change.quoted', 'field.printing', 'settings.on', 'settings.off'],
  ...['change.added', 'what.group', 'change.order', 'what.services'],
]
const moment = [
  ...['review.title', 'review.note', 'review.cancel', 'plan.day', 'plan.time', 'plan.note', 'plan.go'],
  ...minutes,
  ...meanwhile,
]
const much = [
  ...keys,
  ...['change.set', 'change.in', 'change.of', 'change.added', 'change.removed', 'change.order'],
  ...['change.other', 'change.quoted', 'settings.none', 'settings.unit.minutes'],
  ...['what.group', 'what.groups', 'what.series', 'what.service', 'what.profile', 'what.reason'],
  ...['what.backup-at', 'what.backups', 'what.copies-days', 'what.records-days'],
  ...['what.devices', 'what.slip', 'pause.meal'],
  ...['name', 'expectedMinutes', 'slip.fees', 'pictogram'].map((field) => `field.services.*.${field}`),
]
const removal = [...keys, 'what.service', 'change.removed']
const noHistory = [
  ...['section.history', 'settings.lead.history', 'history.file', 'history.export', 'history.import'],
]
const history = [
  ...noHistory,
  ...['history.by', 'history.by.file', 'history.same', 'history.restore'],
  ...['plans.title', 'plans.by', 'plans.withdraw', ...minutes],
  ...[
    'field.name',
    'what.services',
    'field.printing',
    'field.languages',
    'field.timeZone',
    'what.id',
    'what.group',
  ],
]

export const review: Table = {
  changes,
  'somebody else was first': [...changes, ...meanwhile],
  'a fault': [...changes, ...meanwhile, 'review.faults', 'settings.fault.texts'],
  saved: ['bar.saved'],
  'somebody else did the same': [...keys, ...minutes, ...meanwhile, 'review.none'],
  'a moment': moment,
  'a moment that is none': [...moment, 'plan.fault'],
  planned: ['plan.kept'],
  history,
  'history, not read': [...noHistory, 'settings.unreachable'],
  'history, nothing changed yet': [...noHistory, 'history.empty'],
  'an earlier version in the draft': [...history, 'history.restored'],
  'a file that is none': [...history, 'history.import.fault'],
  'a file in the draft': [...history, 'history.imported'],
  'a service is in use': [...removal, 'review.in-use.tickets'],
  'a file that changes much': much,
  'too large': [...removal, 'review.too-large'],
  'too much at once': [...removal, 'review.busy'],
  'no answer': [...removal, 'review.unknown'],
}
