import type { FaultName } from './faults.ts'

/** The texts of the virtual printer's page. */
export interface WebPageTexts {
  language: string
  title: string
  intro: string
  /** The labels of the buttons. */
  faults: Readonly<Record<FaultName, string>>
  /** The faults that they cause. */
  states: Readonly<Record<FaultName, string>>
  mend: string
  cut: string
  well: string
  papers: string
  none: string
  torn: string
  full: string
  roll: (metres: string) => string
  lost: string
}

export const webPageTexts: Readonly<Record<'en' | 'zh', WebPageTexts>> = {
  en: {
    language: 'en',
    title: 'Virtual printer',
    intro: 'Prints what it is sent at',
    faults: {
      'no-paper': 'Take the paper out',
      'paper-ends': 'Let the roll end in the next slip',
      'near-end': 'Put in a nearly used roll',
      'cover-open': 'Open the cover',
      'cutter-jam': 'Jam the cutter',
      hot: 'Overheat the head',
      broken: 'Break down',
      'says-offline': 'Report offline, and print all the same',
      stall: 'Stop reading',
      reset: 'Reset the line in a slip',
      'black-hole': 'Swallow everything',
      off: 'Power off',
    },
    states: {
      'no-paper': 'Out of paper',
      'paper-ends': 'The roll is about to end',
      'near-end': 'The roll is nearly used up',
      'cover-open': 'Cover open',
      'cutter-jam': 'Cutter jammed',
      hot: 'Head too hot',
      broken: 'Broken down',
      'says-offline': 'Reports offline, and prints',
      stall: 'Reads nothing',
      reset: 'Will reset the line',
      'black-hole': 'Swallows everything',
      off: 'Off',
    },
    mend: 'Make all well again',
    cut: 'Tear the papers off',
    well: 'Ready',
    papers: 'Papers',
    none: 'Nothing printed yet.',
    torn: 'torn off, not cut',
    full: 'cut off',
    roll: (metres) => `${metres} m of paper left`,
    lost: 'The virtual printer has stopped.',
  },
  zh: {
    language: 'zh-CN',
    title: '虚拟打印机',
    intro: '打印地址',
    faults: {
      'no-paper': '取出纸卷',
      'paper-ends': '下一张打到一半缺纸',
      'near-end': '换上快用完的纸卷',
      'cover-open': '打开机盖',
      'cutter-jam': '卡住切刀',
      hot: '让打印头过热',
      broken: '制造故障',
      'says-offline': '误报脱机，照常打印',
      stall: '停止接收',
      reset: '打印途中断开连接',
      'black-hole': '收下数据但不打印',
      off: '关闭电源',
    },
    states: {
      'no-paper': '缺纸',
      'paper-ends': '纸即将用完',
      'near-end': '纸将用尽',
      'cover-open': '机盖开着',
      'cutter-jam': '切刀卡住',
      hot: '打印头过热',
      broken: '故障',
      'says-offline': '误报脱机，仍可打印',
      stall: '不再接收',
      reset: '即将断开连接',
      'black-hole': '只收不打',
      off: '已关机',
    },
    mend: '恢复正常',
    cut: '撕下所有纸',
    well: '就绪',
    papers: '打印出的纸',
    none: '还没有打印。',
    torn: '撕下，未切断',
    full: '已切断',
    roll: (metres) => `剩余纸长 ${metres} 米`,
    lost: '虚拟打印机已停止。',
  },
}
