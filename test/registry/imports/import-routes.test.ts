import assert from 'node:assert/strict'
import request from 'supertest'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

const UNITS = 'code,parentCode,kind,nameVi,nameEn,validFrom,validTo\n'

describe('the addresses of imports', function () {
  let door: FrontDoor
  let key: string
  before(async () => {
    door = await openFrontDoor()
    key = await door.newKey(['registry:write'])
  })
  after(() => door.close())

  const post = () => request(door.app).post('/api/v1/imports').set('Authorization', `Bearer ${key}`)

  it('name the kinds there are to whoever sends another', async () => {
    const { body } = await post().field('kind', 'castles').attach('file', Buffer.from('x'), 'x.csv').expect(422)
    assert.deepEqual([body.errors[0].pointer, body.errors[0].rule], ['/kind', 'one of units, counters, officials, procedures, devices, dossiers, measures, ratings'])
  })

  it('refuse a form without a file, a body that is no form, and more than 20 MiB of units', async () => {
    assert.equal((await post().field('kind', 'units').expect(422)).body.errors[0].pointer, '/file')
    await post().send({ kind: 'units' }).expect(415)
    await post().field('kind', 'units').attach('file', Buffer.alloc(20 * 1024 * 1024 + 1), 'units.csv').expect(413)
  })

  it('need the right that their kind asks for', async () => {
    const other = await door.newKey(['results:read'])
    await request(door.app).post('/api/v1/imports').set('Authorization', `Bearer ${other}`).field('kind', 'units').expect(403)
    await request(door.app).post('/api/v1/imports').field('kind', 'units').expect(401)
    const ratings = await door.newKey(['ratings:write'])
    await request(door.app).post('/api/v1/imports').set('Authorization', `Bearer ${ratings}`).field('kind', 'units').attach('file', Buffer.from('x'), 'x.csv').expect(403)
  })

  it('show a file of which no row can be read as failed, with the reason', async () => {
    const reasonOf = async (csv: string | Buffer) => {
      const { body } = await door.importCsv('units', csv as string)
      return `${body.status}: ${body.problems[0].column} ${body.problems[0].rule}`
    }
    assert.match(await reasonOf('code,colour\nX,red\n'), /^failed: colour a known column: code, parentCode/)
    assert.match(await reasonOf('code,kind,nameVi,validFrom\n'), /^failed: parentCode this column is required/)
    assert.match(await reasonOf('code,mã\n'), /^failed: mã each column once/)
    assert.match(await reasonOf(''), /^failed: {2}the first line names the columns/)
    assert.match(await reasonOf(Buffer.from([0xff, 0xfe, 0x63, 0x00])), /^failed: {2}the file is UTF-8/)
    assert.match(await reasonOf(`${UNITS}"X,46,agency\n`), /^failed: {2}readable CSV/)
    assert.match(await reasonOf('PK\u0003\u0004 and no more'), /^failed: {2}readable XLSX/)
  })

  it('give the refused rows back as they were sent, with what is wrong', async () => {
    const { body } = await door.importCsv('units', `${UNITS}R1,46,agency,Tốt,Good,2020-01-01,\nR2,NOWHERE,agency,"Sở, ban",Bad,2020-01-01,\n`)
    const csv = await request(door.app).get(`/api/v1/imports/${body.importId}/rejected.csv`).set('Authorization', `Bearer ${key}`)
      .responseType('blob').expect(200)
    assert.match(csv.get('Content-Type') as string, /text\/csv; charset=utf-8/)
    assert.equal((csv.body as Buffer).toString(), '\uFEFFcode,parentCode,kind,nameVi,nameEn,validFrom,validTo,problem\nR2,NOWHERE,agency,"Sở, ban",Bad,2020-01-01,,parentCode: a unit that is known or stands in this file\n')
  })

  it('show an import to keys of its own unit and of the whole country only', async () => {
    const { body } = await door.importCsv('units', `${UNITS}O1,46,agency,Sở,Department,2020-01-01,\n`)
    const other = await door.newKey(['registry:write'], '92')
    await request(door.app).get(`/api/v1/imports/${body.importId}`).set('Authorization', `Bearer ${other}`).expect(404)
    await request(door.app).get('/api/v1/imports/nothing').set('Authorization', `Bearer ${key}`).expect(404)
  })

  it('bring an import to its end that an earlier process left lying, even if the queue forgot it', async () => {
    const { body: left } = await request(door.app).post('/api/v1/imports').set('Authorization', `Bearer ${key}`)
      .field('kind', 'units').attach('file', Buffer.from(`${UNITS}Z0,46,agency,Trước,Before,2020-01-01,\n`), 'z.csv').expect(202)
    await door.close()
    await door.record.query("UPDATE import SET status = 'running' WHERE id = $1", [left.importId])
    await door.registry.importChunks.write(left.importId, 'file', 0, Buffer.from(`${UNITS}Z1,46,agency,Sau,After,2020-01-01,\n`))
    const next = await openFrontDoor({ record: door.record })
    for (;;) {
      const { body } = await request(next.app).get(`/api/v1/imports/${left.importId}`).set('Authorization', `Bearer ${key}`).expect(200)
      if (body.status === 'done') break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    assert.ok(next.registry.places.hasUnit('Z1'))
    await next.close()
  })
})
