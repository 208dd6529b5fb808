import { expect, test } from 'vitest'
import { fileOf, settingsOf } from '../../../server/data/hall-settings.ts'
import { hallCheck, judgeHall, laterProblems } from '../../../server/data/judging/hall-judgement.ts'
import { readDocument } from '../../../server/journal/documents.ts'
import { HallDraw } from '../../fakes/hall/random-hall.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'

const count = Number(process.env.RANDOM_HALLS ?? 200)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

/** The first problem of a file, as a first start tells it. */
function firstProblem(hall: object): { field: string; what: string } | undefined {
  const read = readDocument(Buffer.from(JSON.stringify(hall, undefined, 2)), hallCheck)
  if ('problems' in read) return read.problems[0]
  const [later] = laterProblems(read.value)
  return later && { field: later.path, what: later.problem }
}

test(`${count} random halls are read, and are the same after they were settings (seed ${seed})`, () => {
  const draw = new HallDraw(seededRandom(seed))
  for (let n = 0; n < count; n += 1) {
    const hall = draw.hall()
    const judged = judgeHall(hall)
    if (!('file' in judged)) throw new Error(`seed ${seed}, hall ${n}: ${JSON.stringify([judged, hall])}`)
    expect(firstProblem(hall)).toBeUndefined()
    const written = JSON.parse(JSON.stringify(fileOf(settingsOf(judged.file, {}))))
    expect(written).toEqual(judged.file)
    // The order of menus is that of the file.
    expect(Object.keys(written.services)).toEqual(Object.keys(hall.services))
    expect(judgeHall(written)).toEqual({ file: judged.file })
  }
})

test(`${count} random halls with one mistake are refused, and the field is named first (seed ${seed})`, () => {
  const draw = new HallDraw(seededRandom(seed + 1))
  for (let n = 0; n < count; n += 1) {
    const { hall, field } = draw.wrong(draw.hall())
    const problem = firstProblem(hall)
    const found = problem?.field ?? 'nothing'
    const isNamed = found === field || found.startsWith(`${field}.`)
    if (!isNamed)
      throw new Error(
        `seed ${seed}, hall ${n}: ${field} is wrong, told is ${JSON.stringify([problem, hall])}`,
      )
    const judged = judgeHall(hall)
    expect('invalid' in judged && judged.invalid.map(({ path }) => path)).toContainEqual(found)
  }
})
