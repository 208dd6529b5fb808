import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: 'มีคิวก่อนหน้าคุณ {count} คิว',
  first: 'คิวถัดไปเป็นของคุณ',
  wait: 'รอประมาณ {from}–{to} นาที',
  listen: 'โปรดดูหน้าจอและฟังเสียงเรียกหมายเลขของคุณ',
  missed: 'พลาดการเรียกคิว? นำบัตรนี้ไปที่ประชาสัมพันธ์',
  qr: 'สแกนเพื่อติดตามคิว',
  documents: 'โปรดเตรียมเอกสาร',
  fees: 'ค่าธรรมเนียม',
  check: 'รหัสตรวจสอบ {code}',
  'category.elderly': 'สิทธิ์พิเศษ: ผู้สูงอายุ',
  'category.disabled': 'สิทธิ์พิเศษ: ผู้พิการ',
  'category.pregnant': 'สิทธิ์พิเศษ: หญิงตั้งครรภ์',
  'category.infant': 'สิทธิ์พิเศษ: ผู้มีเด็กเล็ก',
  'category.veteran': 'สิทธิ์พิเศษ: ทหาร',
  'category.member': 'สิทธิ์พิเศษ: สมาชิก',
  'category.appointment': 'นัดหมายล่วงหน้า',
  appointment: 'นัดหมาย {time}',
  footer: '{date} {time} · {device}',
  copy: 'พิมพ์ซ้ำ ใบที่ {copy} · {time}',
  'test.label': 'TEST',
  test: 'หน้าทดสอบ',
  'test.line': 'ใบนี้ไม่ใช่บัตรคิว หากขอบตรง ตัวอักษรคมชัด และรอยตัดเรียบร้อย แสดงว่าเครื่องพิมพ์ปกติ',
} as const satisfies Sayings<typeof first>
