import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: {
    one: 'Впереди {count} человек',
    few: 'Впереди {count} человека',
    many: 'Впереди {count} человек',
    other: 'Впереди {count} человека',
  },
  first: 'Вы следующий',
  wait: 'Около {from}–{to} минут',
  listen: 'Следите за табло и слушайте вызов',
  missed: 'Пропустили? Подойдите с талоном к стойке',
  qr: 'Следить за очередью',
  documents: 'Возьмите с собой',
  fees: 'Сборы',
  check: 'Код проверки {code}',
  'category.elderly': 'Приоритет: пожилые',
  'category.disabled': 'Приоритет: инвалидность',
  'category.pregnant': 'Приоритет: беременность',
  'category.infant': 'Приоритет: с младенцем',
  'category.veteran': 'Приоритет: военнослужащие',
  'category.member': 'Приоритет: участники',
  'category.appointment': 'По записи',
  appointment: 'Запись на {time}',
  footer: '{date} {time} · {device}',
  copy: 'ПОВТОР {copy} · {time}',
  'test.label': 'TEST',
  test: 'Пробная печать',
  'test.line': 'Это не талон. Если края ровные, текст чёткий и отрез чистый, принтер исправен.',
} as const satisfies Sayings<typeof first>
