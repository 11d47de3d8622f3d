import assert from 'node:assert/strict'
import request from 'supertest'
import { calendarYear, dueDateAnswer } from '../../../contract/working-calendar.ts'
import { createRegistry } from '../../../registry/create-registry.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../../support/front-door.ts'
import { quietLogger } from '../../support/stores.ts'

const NOTICE = { name: 'Nghỉ hoán đổi', source: 'Thông báo 99/TB-BNV' }

describe('the addresses of the working calendar', function () {
  let door: FrontDoor
  let key: string
  let ofHue: string
  before(async () => {
    door = await openFrontDoor()
    key = await door.newKey(['registry:write'])
    ofHue = await door.newKey(['registry:write'], '46')
    await door.importCsv('units', 'code,parentCode,kind,nameVi,nameEn,validFrom,validTo\nW.C,46,centre,Trung tâm Huế,Hue centre,2020-01-01,\n')
  })
  after(() => door.close())

  const enter = (body: object, as = key) => request(door.app).post('/api/v1/working-calendar/days').set('Authorization', `Bearer ${as}`).send(body)
  const takeBack = (day: string, as = key) => request(door.app).delete(`/api/v1/working-calendar/days/${day}`).set('Authorization', `Bearer ${as}`)
  const yearOf = async (query: object) => calendarYear.parse((await request(door.app).get('/api/v1/working-calendar').query(query).expect(200)).body)
  const ruleOf = async (body: object) => {
    const { errors } = (await enter(body).expect(422)).body as { errors: { pointer: string; rule: string }[] }
    return `${errors[0]?.pointer} ${errors[0]?.rule}`
  }

  it('show everybody the days of a year that are not ordinary, with reason and law', async () => {
    const { rows, workingDays, decision } = await yearOf({ year: 2026 })
    assert.equal(workingDays, 250)
    assert.deepEqual(decision, { year: 2026, tetDaysBefore: 1, nationalDay: 'before', source: 'Thông báo của Bộ Nội vụ về nghỉ Tết Âm lịch và Quốc khánh năm 2026' })
    assert.deepEqual(rows.filter((it) => it.day.startsWith('2026-08')).map(({ day, isWorking, kind, swapDay }) => [day, isWorking, kind, swapDay]), [
      ['2026-08-22', true, 'working-by-decision', '2026-08-31'], ['2026-08-31', false, 'day-off', '2026-08-22'],
    ])
    assert.equal((await request(door.app).get('/api/v1/working-calendar').query({ year: 1999 }).expect(422)).body.errors[0].pointer, '/year')
    await request(door.app).get('/api/v1/working-calendar').query({ year: 2026, unit: 'NOWHERE' }).expect(422)
  })

  it('enter a swap as two days and take both back together, each with its line in the audit log', async () => {
    const { body } = await enter({ day: '2027-02-12', kind: 'holiday', swapDay: '2027-02-20', ...NOTICE }).expect(201)
    assert.deepEqual(body.rows.map((it: { day: string; isWorking: boolean }) => [it.day, it.isWorking]), [['2027-02-12', false], ['2027-02-20', true]])
    assert.ok(!door.registry.workingCalendar.isWorkingDay('2027-02-12') && door.registry.workingCalendar.isWorkingDay('2027-02-20', 'W.C'))
    await enter({ day: '2027-02-12', kind: 'holiday', ...NOTICE }).expect(409)
    await takeBack('2027-02-20').expect(204)
    assert.ok(door.registry.workingCalendar.isWorkingDay('2027-02-12'))
    await takeBack('2027-02-20').expect(404)
    const lines = await door.record.query<{ action: string }>("SELECT action FROM audit_log WHERE subject LIKE 'calendar:2027-02-%' ORDER BY id")
    assert.deepEqual(lines.map((it) => it.action), ['calendar-day.add', 'calendar-day.remove'])
  })

  it('refuse days that change nothing, and name the rule', async () => {
    assert.equal(await ruleOf({ day: '2026-02-17', kind: 'holiday', ...NOTICE }), '/day a day that is worked; this one is off already (Tết Bính Ngọ, mùng 1)')
    assert.equal(await ruleOf({ day: '2026-03-10', kind: 'working', ...NOTICE }), '/day a weekly or compensatory day off; this one is worked already')
    assert.equal(await ruleOf({ day: '2026-09-02', kind: 'working', ...NOTICE }), '/day a weekly or compensatory day off; this one is off as Quốc khánh')
    assert.equal(await ruleOf({ day: '2026-03-10', kind: 'holiday', swapDay: '2026-03-11', ...NOTICE }), '/swapDay a weekly day off; this one is Ngày làm việc')
    assert.equal(await ruleOf({ day: '2026-03-14', kind: 'working', swapDay: '2026-03-10', ...NOTICE }), '/swapDay only with kind holiday')
    assert.equal(await ruleOf({ day: '2026-02-30', kind: 'holiday', ...NOTICE }), '/day must be date')
    assert.equal(await ruleOf({ day: '2150-03-10', kind: 'holiday', ...NOTICE }), '/day within 2000–2100')
    assert.equal(await ruleOf({ day: '2026-03-10', kind: 'holiday', name: 'Nghỉ' }), '/source must be string')
    assert.equal(await ruleOf({ day: '2026-03-10', kind: 'holiday', unitCode: 'NOWHERE', ...NOTICE }), '/unitCode a known unit')
  })

  it('let a unit enter its own days only, and the whole country decide for all', async () => {
    await enter({ day: '2026-11-19', kind: 'holiday', ...NOTICE }, ofHue).expect(403)
    await enter({ day: '2026-11-19', kind: 'holiday', unitCode: '92', ...NOTICE }, ofHue).expect(403)
    await enter({ day: '2026-11-19', kind: 'holiday', unitCode: '46', name: 'Bão', source: 'Công điện của UBND thành phố' }, ofHue).expect(201)
    const { isWorkingDay } = door.registry.workingCalendar
    assert.deepEqual([isWorkingDay('2026-11-19', 'W.C'), isWorkingDay('2026-11-19', '92'), isWorkingDay('2026-11-19')], [false, true, true])
    assert.ok((await yearOf({ year: 2026, unit: 'W.C' })).rows.some((it) => it.day === '2026-11-19' && it.unitCode === '46'))
    await takeBack('2026-08-22', ofHue).expect(403)
    await takeBack('2026-11-19?unit=46', ofHue).expect(204)
  })

  it('write down what is decided for a year', async () => {
    const decide = (year: number, body: object) => request(door.app).patch(`/api/v1/working-calendar/years/${year}`).set('Authorization', `Bearer ${key}`).send(body)
    await decide(2027, { tetDaysBefore: 2, nationalDay: 'after', source: 'Thông báo 99/TB-BNV' }).expect(200)
    const { rows, decision } = await yearOf({ year: 2027 })
    assert.equal(decision.source, 'Thông báo 99/TB-BNV')
    assert.deepEqual(rows.filter((it) => it.day.startsWith('2027-02')).map((it) => it.day.slice(8)), ['04', '05', '06', '07', '08', '09', '10'])
    assert.equal((await decide(2027, { tetDaysBefore: 5, nationalDay: 'after', source: 'x' }).expect(422)).body.errors[0].pointer, '/tetDaysBefore')
  })

  it('are known to another process within two seconds', async () => {
    const other = await createRegistry({ record: door.record, redis: door.redis, clock: Date.now, publicUrl: PUBLIC_URL, logger: quietLogger })
    await enter({ day: '2026-12-07', kind: 'holiday', ...NOTICE }).expect(201)
    const start = Date.now()
    while (other.workingCalendar.isWorkingDay('2026-12-07') && Date.now() - start < 20_000) await new Promise((resolve) => setTimeout(resolve, 25))
    assert.ok(!other.workingCalendar.isWorkingDay('2026-12-07'))
    await other.close()
  })

  describe('and of due dates', () => {
    const ask = (query: object) => request(door.app).get('/api/v1/due-date').query(query)
    const dueOf = async (query: object) => dueDateAnswer.parse((await ask(query).expect(200)).body)

    it('answer everybody when something is due, and why', async () => {
      const { dueAt, steps, limit } = await dueOf({ receivedAt: '2026-02-12T09:00:00+07:00', limitWorkingDays: 2 })
      assert.equal(dueAt, '2026-02-23T10:00:00.000Z')
      assert.equal(steps.filter((it) => it.why.law === 'Bộ luật Lao động 2019, Điều 112').length, 5)
      assert.deepEqual(limit, { workingDays: 2, hours: null })
      assert.equal((await dueOf({ receivedAt: '2026-03-02T07:30:00+07:00', limitHours: 8 })).dueAt, '2026-03-02T10:00:00.000Z')
      assert.equal((await request(door.app).get('/api/v1/due-date?receivedAt=2026-03-02T07:30:00+07:00&limitHours=8').expect(200)).body.dueAt, '2026-03-02T10:00:00.000Z', 'a plus that was not encoded')
    })

    it('take the limit of a procedure as it was on the day of receipt', async () => {
      await door.importCsv('procedures', 'code,nameVi,sectorCode,sectorName,limitWorkingDays,validFrom\n1.100001,Cấp giấy,DD,Đất đai,10,2020-01-01\n1.100001,Cấp giấy,DD,Đất đai,5,2026-03-01\n1.100002,Trả ngay,DD,Đất đai,,2020-01-01\n')
      assert.equal((await dueOf({ receivedAt: '2026-02-27T08:00:00+07:00', procedure: '1.100001' })).dueAt, '2026-03-13T10:00:00.000Z')
      const later = await dueOf({ receivedAt: '2026-03-02T08:00:00+07:00', procedure: '1.100001' })
      assert.deepEqual([later.dueAt, later.procedure], ['2026-03-09T10:00:00.000Z', { code: '1.100001', nameVi: 'Cấp giấy' }])
      assert.match((await ask({ receivedAt: '2026-03-02T08:00:00+07:00', procedure: '1.100002' }).expect(422)).body.errors[0].rule, /a procedure with a time limit/)
      assert.match((await ask({ receivedAt: '2026-03-02T08:00:00+07:00', procedure: '9.9' }).expect(422)).body.errors[0].rule, /a procedure that is known/)
    })

    it('know no due date while supplements are awaited', async () => {
      const { dueAt } = await dueOf({ receivedAt: '2026-03-02T08:00:00+07:00', limitWorkingDays: 2, pausedFrom: '2026-03-03T08:00:00+07:00' })
      assert.equal(dueAt, null)
    })

    it('refuse questions that cannot be answered, by field and rule', async () => {
      const ruleFor = async (query: object) => {
        const { errors } = (await ask(query).expect(422)).body as { errors: { pointer: string; rule: string }[] }
        return `${errors[0]?.pointer} ${errors[0]?.rule}`
      }
      const receivedAt = '2026-03-02T08:00:00+07:00'
      assert.equal(await ruleFor({ receivedAt }), '/limitWorkingDays exactly one of limitWorkingDays, limitHours and procedure')
      assert.equal(await ruleFor({ receivedAt, limitHours: 8, limitWorkingDays: 1 }), '/limitWorkingDays exactly one of limitWorkingDays, limitHours and procedure')
      assert.equal(await ruleFor({ receivedAt: '2026-03-02T08:00', limitHours: 8 }), '/receivedAt must be datetime')
      assert.equal(await ruleFor({ receivedAt, limitWorkingDays: 501 }), '/limitWorkingDays at most 500')
      assert.equal(await ruleFor({ receivedAt: '1999-03-02T08:00:00+07:00', limitHours: 8 }), '/receivedAt within 2000–2095')
      assert.equal(await ruleFor({ receivedAt, limitHours: 8, pausedFrom: receivedAt, pausedTo: '2099-03-02T08:00:00+07:00' }), '/pausedTo at most three years after receivedAt')
    })
  })
})
