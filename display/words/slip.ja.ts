import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: 'お待ちの方 {count} 人',
  first: '次はお客様の番です',
  wait: '待ち時間は約 {from}–{to} 分',
  listen: '画面の表示と呼び出しの音声にご注意ください',
  missed: 'お呼び出しに遅れた方は総合案内へ',
  qr: '読み取ると順番を確認できます',
  documents: 'お持ちいただくもの',
  fees: '手数料',
  check: '確認コード {code}',
  'category.elderly': '優先：ご高齢の方',
  'category.disabled': '優先：障害のある方',
  'category.pregnant': '優先：妊娠中の方',
  'category.infant': '優先：乳幼児連れの方',
  'category.veteran': '優先：軍務経験者',
  'category.member': '優先：会員',
  'category.appointment': '予約',
  appointment: '予約 {time}',
  footer: '{date} {time} · {device}',
  copy: '再発行 {copy} 枚目 · {time}',
  'test.label': 'TEST',
  test: 'テスト印刷',
  'test.line':
    'これは番号札ではありません。線がまっすぐで、文字が鮮明で、切り口がきれいなら、プリンターは正常です。',
} as const satisfies Sayings<typeof first>
