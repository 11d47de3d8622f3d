import assert from 'node:assert/strict'
import request from 'supertest'
import { reorganisationPage, reorganisationRow } from '../../../contract/reorganisation.ts'
import { openFrontDoor, PUBLIC_URL, type FrontDoor } from '../../support/front-door.ts'

const TODAY = '2026-10-14'
const UNITS = (name: string) => [
  'code,parentCode,kind,nameVi,nameEn,validFrom', `${name},46,agency,Sở ${name},${name} department,2020-01-01`, `${name}.X,46,agency,Sở khác,Other,2020-01-01`,
  `${name}.C1,${name},centre,Trung tâm 1,Centre 1,2020-01-01`, `${name}.C2,${name},centre,Trung tâm 2,Centre 2,2020-01-01`, `${name}.C3,${name},centre,Trung tâm 3,Centre 3,2020-01-01`, '',
].join('\n')
const COUNTERS = (name: string) => [
  'code,centreCode,nameVi,validFrom', `${name}.Q1,${name}.C1,Quầy 1,2020-01-01`, `${name}.Q2,${name}.C2,Quầy 2,2020-01-01`, `${name}.Q3,${name}.C2,Quầy 3,2027-01-01`, `${name}.Q4,${name}.C3,Quầy 4,2020-01-01`, '',
].join('\n')

describe('reorganising the tree', function () {
  let door: FrontDoor
  let key: string
  before(async () => {
    door = await openFrontDoor({ clock: () => Date.parse(`${TODAY}T02:00:00Z`) })
    key = await door.newKey(['registry:write', 'results:read'])
  })
  after(() => door.close())

  let places = 0
  /** An agency with three centres and their counters, of this test alone. */
  const makePlaces = async () => {
    const name = `R${++places}`
    await door.importCsv('units', UNITS(name))
    await door.importCsv('counters', COUNTERS(name))
    return name
  }
  const send = (body: object, token = key) => request(door.app).post('/api/v1/reorganisations').set('Authorization', `Bearer ${token}`).send(body)
  const make = async (body: object) => reorganisationRow.parse((await send(body).expect(201)).body)
  const undo = (id: string, token = key) => request(door.app).delete(`/api/v1/reorganisations/${id}`).set('Authorization', `Bearer ${token}`)
  const told = (code: string) => [
    ...door.registry.places.unitHistory(code).map((it) => `${it.validFrom}–${it.validTo ?? ''} ${it.nameVi} in ${it.parentCode}${it.successorCode ? ` → ${it.successorCode}` : ''}`),
    ...door.registry.places.counterHistory(code).map((it) => `${it.validFrom}–${it.validTo ?? ''} in ${it.centreCode}`),
  ]
  const everything = async () => JSON.stringify([
    await door.record.query('SELECT * FROM unit ORDER BY code, valid_from'), await door.record.query('SELECT * FROM counter ORDER BY code, valid_from'),
  ])
  const breachOf = async (body: object) => {
    const { pointer, rule } = (await send(body).expect(422)).body.errors[0]
    return `${pointer} ${rule}`
  }

  it('renames from a day on, and keeps the name of the days before', async () => {
    const n = await makePlaces()
    await make({ kind: 'rename', unitCode: n, nameVi: 'Sở mới', validFrom: '2026-11-01' })
    assert.deepEqual(told(n), [`2020-01-01–2026-11-01 Sở ${n} in 46`, '2026-11-01– Sở mới in 46'])
    assert.deepEqual([door.registry.places.nameOf(n)?.vi, door.registry.places.nameOf(n, '2026-11-01')?.vi], [`Sở ${n}`, 'Sở mới'])
  })

  it('moves units and counters, and leaves alone what is planned for later', async () => {
    const n = await makePlaces()
    await door.importCsv('units', `code,parentCode,kind,nameVi,validFrom\n${n}.C1,48,centre,Trung tâm 1,2027-06-01\n`)
    await make({ kind: 'move', unitCodes: [`${n}.C1`], toCode: `${n}.X`, validFrom: '2026-12-01' })
    await make({ kind: 'move', counterCodes: [`${n}.Q2`], toCode: `${n}.C3`, validFrom: '2026-09-15' })
    assert.deepEqual(told(`${n}.C1`), [`2020-01-01–2026-12-01 Trung tâm 1 in ${n}`, `2026-12-01–2027-06-01 Trung tâm 1 in ${n}.X`, '2027-06-01– Trung tâm 1 in 48'])
    assert.deepEqual(told(`${n}.Q2`), [`2020-01-01–2026-09-15 in ${n}.C2`, `2026-09-15– in ${n}.C3`])
  })

  it('merges units into one that is there: they end with it as successor, and what lay or will lie in them lies in it', async () => {
    const n = await makePlaces()
    await make({ kind: 'merge', unitCodes: [`${n}.C2`, `${n}.C3`], into: { code: `${n}.C1` }, validFrom: '2026-11-01' })
    assert.deepEqual(told(`${n}.C2`), [`2020-01-01–2026-11-01 Trung tâm 2 in ${n} → ${n}.C1`])
    assert.deepEqual([told(`${n}.Q2`), told(`${n}.Q3`)], [[`2020-01-01–2026-11-01 in ${n}.C2`, `2026-11-01– in ${n}.C1`], [`2027-01-01– in ${n}.C1`]])
    assert.equal(door.registry.places.representativeOf(`${n}.C3`, '2026-11-01'), `${n}.C1`)
  })

  it('merges into a unit that it makes, with all that stands below', async () => {
    const n = await makePlaces()
    await make({ kind: 'merge', unitCodes: [n, `${n}.X`], into: { code: `${n}.N`, kind: 'agency', parentCode: '46', nameVi: 'Sở hợp nhất' }, validFrom: '2026-10-01' })
    assert.deepEqual(told(`${n}.N`), ['2026-10-01– Sở hợp nhất in 46'])
    assert.deepEqual(told(`${n}.C1`), [`2020-01-01–2026-10-01 Trung tâm 1 in ${n}`, `2026-10-01– Trung tâm 1 in ${n}.N`])
    assert.ok(door.registry.places.isWithin(`${n}.C1`, `${n}.N`) && door.registry.places.isWithin(`${n}.C1`, n), 'whoever answered for the old one answers for the new one')
  })

  it('chains successors over two mergers', async () => {
    const n = await makePlaces()
    await make({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.C2` }, validFrom: '2026-05-01' })
    await make({ kind: 'merge', unitCodes: [`${n}.C2`], into: { code: `${n}.C3` }, validFrom: '2026-08-01' })
    assert.equal(door.registry.places.representativeOf(`${n}.C1`), `${n}.C3`)
    assert.deepEqual(told(`${n}.Q1`), [`2020-01-01–2026-05-01 in ${n}.C1`, `2026-05-01–2026-08-01 in ${n}.C2`, `2026-08-01– in ${n}.C3`])
    assert.match(await breachOf({ kind: 'merge', unitCodes: [`${n}.C3`], into: { code: `${n}.C1` }, validFrom: '2026-09-01' }), /\/into\/code a unit that is there on 2026-09-01/)
  })

  it('splits a unit, which goes on or ends with the first part as its successor', async () => {
    const n = await makePlaces()
    await make({ kind: 'split', unitCode: n, parts: [{ code: `${n}.P1`, nameVi: 'Phần một', unitCodes: [`${n}.C1`] }], validFrom: '2026-11-01' })
    assert.deepEqual([told(n), told(`${n}.C1`)[1]], [[`2020-01-01– Sở ${n} in 46`], `2026-11-01– Trung tâm 1 in ${n}.P1`])
    await make({
      kind: 'split', unitCode: `${n}.C2`, closes: true, validFrom: '2026-12-01',
      parts: [{ code: `${n}.C21`, nameVi: 'Một', counterCodes: [] }, { code: `${n}.C22`, nameVi: 'Hai', counterCodes: [`${n}.Q2`] }],
    })
    assert.deepEqual(told(`${n}.C2`), [`2020-01-01–2026-12-01 Trung tâm 2 in ${n} → ${n}.C21`])
    assert.deepEqual([told(`${n}.Q2`)[1], told(`${n}.Q3`)], [`2026-12-01– in ${n}.C22`, [`2027-01-01– in ${n}.C21`]])
  })

  it('closes a counter and an empty unit, but none that still holds anything', async () => {
    const n = await makePlaces()
    assert.match(await breachOf({ kind: 'close', unitCode: `${n}.C1`, validFrom: '2026-11-01' }), /^\/unitCode a unit that holds nothing from 2026-11-01 on; R\d+\.Q1 must move or close first/)
    await make({ kind: 'close', counterCode: `${n}.Q1`, validFrom: '2026-11-01' })
    await make({ kind: 'close', unitCode: `${n}.C1`, validFrom: '2026-11-01' })
    assert.deepEqual([told(`${n}.Q1`), told(`${n}.C1`)], [[`2020-01-01–2026-11-01 in ${n}.C1`], [`2020-01-01–2026-11-01 Trung tâm 1 in ${n}`]])
  })

  it('says which part of a request breaks which rule', async () => {
    const n = await makePlaces()
    const when = { validFrom: '2026-11-01' }
    assert.deepEqual([
      await breachOf({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.C1` }, ...when }),
      await breachOf({ kind: 'merge', unitCodes: [`${n}.C1`, 'NOWHERE'], into: { code: `${n}.C2` }, ...when }),
      await breachOf({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: n }, ...when }),
      await breachOf({ kind: 'merge', unitCodes: [n], into: { code: `${n}.N`, kind: 'agency', parentCode: `${n}.C1`, nameVi: 'Vòng' }, ...when }),
      await breachOf({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.N` }, ...when }),
      await breachOf({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.C2` }, validFrom: '2020-01-01' }),
      await breachOf({ kind: 'move', unitCodes: [n], toCode: `${n}.C1`, ...when }),
      await breachOf({ kind: 'move', counterCodes: [`${n}.Q1`], toCode: n, ...when }),
      await breachOf({ kind: 'move', unitCodes: [`${n}.C1`], toCode: n, ...when }),
      await breachOf({ kind: 'split', unitCode: n, parts: [{ code: `${n}.Q1`, nameVi: 'Trùng mã' }], ...when }),
      await breachOf({ kind: 'split', unitCode: n, parts: [{ code: `${n}.P`, nameVi: 'Phần', unitCodes: ['46'] }], ...when }),
      await breachOf({ kind: 'close', unitCode: `${n}.X`, successorCode: '46', ...when }),
      await breachOf({ kind: 'rename', unitCode: `${n}.C1`, nameVi: 'Trung tâm 1', unitKind: 'agency', ...when }),
      await breachOf({ kind: 'rename', unitCode: 'VN', nameVi: 'Việt Nam', nameEn: 'Viet Nam', ...when }),
    ].map((it) => it.replaceAll(n, 'R')), [
      '/into/code none of the units that end; name only the others to be merged into it',
      '/unitCodes/1 a unit that is there on 2026-11-01',
      '/unitCodes/0 of the same kind as what it is merged into, agency',
      '/into/code no unit lies in itself',
      '/into/nameVi a name, since this unit is new',
      '/unitCodes/0 begun before 2020-01-01',
      '/toCode no unit lies in itself',
      '/toCode a centre, for counters to move into',
      '/kind something that would change; all this is so already',
      '/parts/0/code a code that nothing has or ever had',
      '/parts/0/unitCodes/0 within R',
      '/successorCode a unit of the same kind, agency',
      '/unitKind centre, as long as a counter (R.Q1) lies in it',
      '/kind something that would change; all this is so already',
    ])
  })

  it('is made once, however often the same is sent', async () => {
    const n = await makePlaces()
    const body = { kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.C2` }, validFrom: '2026-11-01', note: 'Nghị quyết 1' }
    const [first, second] = [await make(body), await make(body)]
    assert.equal(second.id, first.id)
    await undo(first.id).expect(204)
    assert.notEqual((await make(body)).id, first.id, 'after an undo it is another one')
  })

  it('is undone to the letter, and undoing twice is harmless', async () => {
    const n = await makePlaces()
    for (const body of [
      { kind: 'merge', unitCodes: [n, `${n}.X`], into: { code: `${n}.N`, kind: 'agency', parentCode: '46', nameVi: 'Sở hợp nhất' }, validFrom: '2026-10-01' },
      { kind: 'split', unitCode: `${n}.C2`, closes: true, parts: [{ code: `${n}.C21`, nameVi: 'Một' }], validFrom: '2026-12-01' },
      { kind: 'close', counterCode: `${n}.Q1`, validFrom: '2026-11-01' },
      { kind: 'move', unitCodes: [`${n}.C1`], toCode: '46', validFrom: '2020-01-01' },
    ]) {
      const before = await everything()
      const { id, mayUndo } = await make(body)
      assert.ok(mayUndo && before !== await everything())
      await undo(id).expect(204)
      assert.equal(await everything(), before, body.kind)
      await undo(id).expect(204)
    }
    const actions = await door.record.query<{ action: string }>("SELECT DISTINCT action FROM audit_log WHERE action LIKE 'reorganisation.%' ORDER BY action")
    assert.deepEqual(actions.map((it) => it.action), ['reorganisation.change', 'reorganisation.make', 'reorganisation.undo'])
  })

  it('is not undone while something builds on it, and says what', async () => {
    const n = await makePlaces()
    const merger = await make({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.N`, kind: 'centre', parentCode: n, nameVi: 'Trung tâm mới' }, validFrom: '2026-11-01' })
    const rename = await make({ kind: 'rename', unitCode: `${n}.N`, nameVi: 'Trung tâm mới hơn', validFrom: '2026-12-01' })
    assert.match((await undo(merger.id).expect(409)).body.detail, new RegExp(`${n}.N has been changed again since`))
    await undo(rename.id).expect(204)
    await make({ kind: 'move', counterCodes: [`${n}.Q4`], toCode: `${n}.N`, validFrom: '2026-12-01' })
    assert.match((await undo(merger.id).expect(409)).body.detail, new RegExp(`${n}.Q4 has come to lie in a centre that this made`))
    const listed = reorganisationPage.parse((await request(door.app).get('/api/v1/reorganisations?limit=3').set('Cookie', await door.signIn()).expect(200)).body)
    assert.deepEqual(listed.rows.map((it) => [it.kind, it.mayUndo, it.undoneAt !== null]), [['move', true, false], ['rename', false, true], ['merge', false, false]])
    assert.ok(listed.cursor)
  })

  it('is not undone where that would close a circle, put something into a closed unit, or take an account’s unit away', async () => {
    const n = await makePlaces()
    await door.importCsv('units', `code,parentCode,kind,nameVi,validFrom\n${n}.A,46,agency,A,2020-01-01\n${n}.B,${n}.A,agency,B,2020-01-01\n`)
    const move = await make({ kind: 'move', unitCodes: [`${n}.B`], toCode: '46', validFrom: '2026-11-01' })
    await make({ kind: 'move', unitCodes: [`${n}.A`], toCode: `${n}.B`, validFrom: '2026-11-01' })
    assert.match((await undo(move.id).expect(409)).body.detail, /would lie in itself/)

    const counter = await make({ kind: 'move', counterCodes: [`${n}.Q1`], toCode: `${n}.C2`, validFrom: '2026-11-01' })
    await make({ kind: 'close', unitCode: `${n}.C1`, validFrom: '2026-11-01' })
    assert.match((await undo(counter.id).expect(409)).body.detail, /has been closed since/)

    const split = await make({ kind: 'split', unitCode: n, parts: [{ code: `${n}.P`, nameVi: 'Phần' }], validFrom: '2026-10-01' })
    await door.newKey(['results:read'], `${n}.P`)
    assert.match((await undo(split.id).expect(409)).body.detail, /account or key is for/)
  })

  it('touches nothing outside the unit of whoever asks, and shows nothing of it', async () => {
    const [n, other] = [await makePlaces(), await makePlaces()]
    const own = await door.newKey(['registry:write'], n)
    const when = { validFrom: '2026-11-01' }
    for (const body of [
      { kind: 'rename', unitCode: `${other}.C1`, nameVi: 'Chiếm', ...when },
      { kind: 'rename', unitCode: n, nameVi: 'Chính mình', ...when },
      { kind: 'move', counterCodes: [`${other}.Q1`], toCode: `${n}.C1`, ...when },
      { kind: 'move', counterCodes: [`${n}.Q1`], toCode: `${other}.C1`, ...when },
      { kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${other}.C1` }, ...when },
      { kind: 'merge', unitCodes: [`${other}.C1`], into: { code: `${n}.C1` }, ...when },
      { kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.N`, kind: 'centre', parentCode: other, nameVi: 'Ra ngoài' }, ...when },
      { kind: 'split', unitCode: n, parts: [{ code: `${n}.P`, nameVi: 'Bên cạnh' }], ...when },
      { kind: 'close', unitCode: `${other}.C1`, ...when },
      { kind: 'close', counterCode: `${other}.Q1`, ...when },
    ]) assert.equal((await send(body, own)).status, 403, JSON.stringify(body))
    const foreign = await make({ kind: 'rename', unitCode: `${other}.C1`, nameVi: 'Tên khác', ...when })
    await undo(foreign.id, own).expect(404)
    const mine = (await send({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.N`, kind: 'centre', parentCode: n, nameVi: 'Trong nhà' }, ...when }, own).expect(201)).body
    const list = async () => reorganisationPage.parse((await request(door.app).get('/api/v1/reorganisations').set('Authorization', `Bearer ${own}`).expect(200)).body).rows
    assert.deepEqual((await list()).map((it) => it.id), [mine.id])
    await undo(mine.id, own).expect(204)
    assert.deepEqual((await list()).map((it) => it.undoneAt !== null), [true])
  })

  it('lets accounts and keys of a unit that has ended go on in its successor, and only there', async () => {
    const n = await makePlaces()
    const old = await door.newKey(['registry:write', 'results:read'], `${n}.C1`)
    const countersOf = async () => (await request(door.app).get('/api/v1/counters').set('Authorization', `Bearer ${old}`).expect(200)).body.rows.map((it: { code: string }) => it.code)
    assert.deepEqual(await countersOf(), [`${n}.Q1`])
    const { id } = await make({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.C2` }, validFrom: TODAY })
    assert.deepEqual(await countersOf(), [`${n}.Q1`, `${n}.Q2`])
    assert.equal((await door.importCsv('counters', `code,centreCode,nameVi,validFrom\n${n}.Q9,${n}.C2,Quầy 9,2026-10-14\n`, { key: old })).body.accepted, 1)
    assert.equal((await door.importCsv('counters', `code,centreCode,nameVi,validFrom\n${n}.Q8,${n}.C3,Quầy 8,2026-10-14\n`, { key: old })).body.accepted, 0)
    await undo(id).expect(204)
    assert.deepEqual(await countersOf(), [`${n}.Q1`])
  })

  it('does not let the file of before call an ended unit back to life', async () => {
    const n = await makePlaces()
    await make({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.C2` }, validFrom: '2026-11-01' })
    const before = await everything()
    assert.equal((await door.importCsv('units', UNITS(n))).body.refused, 0)
    assert.equal((await door.importCsv('counters', COUNTERS(n))).body.refused, 0)
    assert.equal(await everything(), before)
  })

  it('is for signed-in writers from our own pages only', async () => {
    const cookie = await door.signIn()
    await request(door.app).post('/api/v1/reorganisations').set('Cookie', cookie).set('Origin', 'https://elsewhere.example').send({}).expect(403)
    await request(door.app).post('/api/v1/reorganisations').set('Cookie', cookie).set('Origin', PUBLIC_URL).send({ kind: 'swallow' }).expect(422)
  })
})
