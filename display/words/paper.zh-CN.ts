/** The tray of the demo's virtual printer. */
export const paper = {
  title: '取号纸',
  lead: '演示打印机打出的号票，最新的在前',
  slip: '号票 {label}，{time} 由 {device} 打印',
  newest: '刚刚打印',
  older: '之前的号票',
  none: '还没有打印号票',
  'none.more': '请在取号机上取一个号，号票会从这里出来',
  kiosk: '打开取号机',
  back: '返回导览',
  silent: '正在重连',
  lost: '连接已中断',
  since: '最后更新 {time}',
} as const
