import type { Slip } from '../../../printers/drawing/slip.ts'

/** Papers that are no tickets, of the same blocks: what a hall hands out at its counters. */

export const receiptSlip: Slip = {
  job: 'receipt-0001',
  label: 'R-2026-0042',
  language: 'zh-CN',
  copy: 1,
  blocks: [
    { block: 'text', part: 'hall', style: 'heading', text: '锦华物业服务大厅' },
    { block: 'text', part: 'title', style: 'title', text: '缴费回执' },
    { block: 'rule' },
    {
      block: 'rows',
      part: 'facts',
      rows: [
        ['回执编号', 'R-2026-0042'],
        ['房号', '3 栋 1202'],
        ['物业费（2026 年 10–12 月，按建筑面积 128.5 平方米计）', '¥963.75'],
        ['公摊水电', '¥41.20'],
      ],
    },
    { block: 'rule' },
    { block: 'rows', part: 'total', rows: [['合计', '¥1,004.95']] },
    { block: 'mark', part: 'paid', text: '已缴清' },
    {
      block: 'qr',
      text: 'https://hall.example/r/R-2026-0042',
      beside: [{ block: 'text', part: 'scan', style: 'plain', text: '扫码查看电子回执' }],
    },
    { block: 'text', part: 'footer', style: 'note', text: '2026/11/22 09:41 · 2 号窗口' },
  ],
}

export const reportSlip: Slip = {
  job: 'report-0001',
  label: '2026-11-22',
  language: 'en',
  copy: 1,
  blocks: [
    { block: 'text', part: 'title', style: 'title', text: 'Day report' },
    { block: 'text', part: 'hall', style: 'subtitle', text: 'Jinhua Property Service Hall' },
    { block: 'tear' },
    {
      block: 'rows',
      part: 'figures',
      rows: [
        ['Tickets', '214'],
        ['Served', '203'],
        ['Left or missed', '11'],
        ['Longest wait', '38 min'],
      ],
    },
    {
      block: 'list',
      part: 'remarks',
      title: 'To look at',
      items: ['Counter 3 closed from 14:10', 'One complaint open'],
    },
    { block: 'gap' },
    { block: 'text', part: 'footer', style: 'note', text: '22 Nov 2026 18:02' },
  ],
}

/** A line of a identities' register, with the number that it is filed under. */
export const registerSlip: Slip = {
  job: 'register-0001',
  label: 'V017',
  language: 'ar',
  copy: 1,
  blocks: [
    { block: 'text', part: 'title', style: 'heading', text: 'سجل الزوار' },
    { block: 'label', size: 'small' },
    {
      block: 'rows',
      part: 'facts',
      rows: [
        ['الدخول', '09:41'],
        ['الجهة', 'مكتب الإيجار 3'],
      ],
    },
    { block: 'rule' },
    { block: 'text', part: 'note', style: 'small', text: 'يرجى إعادة هذه الورقة عند الخروج' },
  ],
}

export const otherPapers = { receiptSlip, reportSlip, registerSlip }
