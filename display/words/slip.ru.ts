import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: {
    one: 'Перед вами {count} человек',
    few: 'Перед вами {count} человека',
    many: 'Перед вами {count} человек',
    other: 'Перед вами {count} человека',
  },
  first: 'Вы следующий',
  wait: 'Ожидание около {from}–{to} минут',
  listen: 'Следите за табло и слушайте вызов вашего номера',
  missed: 'Пропустили вызов? Подойдите к стойке, новый талон не нужен',
  qr: 'Отсканируйте, чтобы следить за очередью',
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
