import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: '대기 인원 {count}명',
  first: '다음 순서입니다',
  wait: '예상 대기 시간 약 {from}–{to}분',
  listen: '화면과 안내 방송의 번호 호출에 귀 기울여 주세요',
  missed: '호출을 놓치셨다면 번호표를 들고 안내 데스크로',
  qr: '스캔하면 순서를 볼 수 있습니다',
  documents: '준비물',
  fees: '수수료',
  check: '확인 코드 {code}',
  'category.elderly': '우선: 어르신',
  'category.disabled': '우선: 장애인',
  'category.pregnant': '우선: 임산부',
  'category.infant': '우선: 영유아 동반',
  'category.veteran': '우선: 군인',
  'category.member': '우선: 회원',
  'category.appointment': '예약',
  appointment: '예약 {time}',
  footer: '{date} {time} · {device}',
  copy: '재출력 {copy} · {time}',
  'test.label': 'TEST',
  test: '시험 인쇄',
  'test.line': '이것은 번호표가 아닙니다. 선이 곧고 글자가 선명하며 절단면이 깔끔하면 프린터는 정상입니다.',
} as const satisfies Sayings<typeof first>
