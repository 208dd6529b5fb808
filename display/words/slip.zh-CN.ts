/** What a paper ticket says. The server words it, the printers only set it. */
export const slip = {
  ahead: '前面还有 {count} 人',
  first: '您是下一位',
  wait: '大约等候 {from}–{to} 分钟',
  listen: '请留意屏幕和广播叫号',
  missed: '过号请到服务台重新排队，无需重新取号',
  qr: '扫码查看排队进度',
  category: '{category}优先',
  appointment: '预约 {time}',
  footer: '{date} {time} · {device}',
  copy: '补打 第 {copy} 张 · {time}',
  'test.label': 'TEST',
  test: '打印测试页',
  'test.line': '这不是号票。边线平直、字迹清晰、切口整齐，说明打印机正常。',
} as const
