import { expect, test } from 'vitest'
import { namesIn, namesOf } from '../../server/hall/views/names.ts'
import { openHall } from '../fakes/hall/hall-floor.ts'

test('[VIEW-6] kinds of service are told by their names where the hall has given any', () => {
  const groups = { home: { 'zh-CN': '住户服务', en: 'For residents' } }
  const namesAt = (floor: ReturnType<typeof openHall>) => namesOf(floor.hall.settings!)
  expect(namesAt(openHall({ groups })).groups).toEqual(groups)
  expect(namesIn(namesAt(openHall({ groups })), 'en').groups).toEqual({ home: { en: 'For residents' } })
  expect(namesAt(openHall())).not.toHaveProperty('groups')
})
