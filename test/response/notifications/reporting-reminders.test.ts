import assert from 'node:assert/strict'
import { copyUnits } from '../../../analytics/dimensions/copy-units.ts'
import { reportingGaps } from '../../../contract/reporting-gaps.ts'
import { composeNoticeMail } from '../../../response/notifications/compose-mail.ts'
import { tellReportingGaps } from '../../../response/notifications/tell-reporting-gaps.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { openLoopRoom, type LoopRoom } from '../../support/loop-room.ts'

const hanoi = (text: string) => Date.parse(`${text}+07:00`)
type Who = Awaited<ReturnType<LoopRoom['person']>>

describe('reminders of data that has not come', function () {
  let room: LoopRoom
  let [ofComplete, ofSilent, ofProvince, ofCountry]: Who[] = []
  const remindedOf = async (who: Who | undefined) => (await room.noticesOf(who?.id ?? '')).filter((it) => it.startsWith('data-missing'))
  const gapOf = async (unit: string) => {
    const answer = reportingGaps.strict().parse((await room.as(ofCountry, 'GET', '/api/v1/reporting-gaps?unit=MDP&level=centre&period=2019-06')).json)
    return { remindsOn: answer.remindsOn, reminded: answer.rows.find((it) => it.unit === unit)?.reminded }
  }

  before(async () => {
    room = await openLoopRoom({ now: hanoi('2019-07-01T07:30:00') })
    await room.client.importCsv('units', ['code,parentCode,kind,nameVi,nameEn,validFrom,validTo', 'MDP,VN,province,Tỉnh MD,MD province,2015-01-01,', 'MDA,MDP,centre,Trung tâm A,Centre A,2015-01-01,',
      'MDB,MDP,centre,Trung tâm B,Centre B,2015-01-01,', 'MDC,MDP,centre,Trung tâm C,Centre C,2015-01-01,'].join('\n'))
    await room.client.importCsv('counters', ['code,centreCode,nameVi,nameEn,validFrom,validTo', ...['MDA', 'MDB', 'MDC'].map((it) => `${it}.Q1,${it},Quầy 1,Counter 1,2015-01-01,`)].join('\n'))
    await copyUnits(room, room.registry.places)
    ofComplete = await room.person('director', 'MDA')
    ofSilent = await room.person('director', 'MDB')
    ofProvince = await room.person('home-affairs', 'MDP')
    ofCountry = await room.person('national-home-affairs', null)
    const days = Array.from({ length: 28 }, (_, i) => `2019-06-${String(i + 1).padStart(2, '0')}`)
    const sent = [await room.client.request('POST', '/api/v1/ratings', { token: room.client.key, body: { sentAt: '2019-07-01T07:00:00+07:00', ratings: days.map((day) => aRating('MDA.Q1', { occurredAt: `${day}T09:00:00+07:00` })) } }),
    await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers: days.map((day) => aDossier('MDA', {
      agencyCode: 'MDA', status: 4, receivedAt: `${day}T08:00:00+07:00`, dueAt: null, finishedAt: null, supplements: [], updatedAt: `${day}T09:00:00+07:00`,
    })) } })]
    for (const answer of sent) assert.deepEqual([answer.status, answer.json.rejected], [202, []], answer.text)
    await room.settled()
    await room.refresh()
  })
  after(() => room.close())

  it('wait for the morning of their day', async () => {
    await tellReportingGaps(room.jobs.telling)
    assert.deepEqual([await remindedOf(ofSilent), await gapOf('MDB')], [[], { remindsOn: '2019-07-01', reminded: null }])
  })

  it('go once to who answers for a centre without all data, and to Home Affairs above it with how many there are', async () => {
    room.at.now = hanoi('2019-07-01T08:00:00')
    await tellReportingGaps(room.jobs.telling)
    await tellReportingGaps(room.jobs.telling)
    assert.deepEqual([await remindedOf(ofComplete), await remindedOf(ofSilent), await remindedOf(ofProvince)], [[], ['data-missing data:2019-06@2019-07-01 MDB'], ['data-missing data:2019-06@2019-07-01 MDP']])
    assert.equal((await remindedOf(ofCountry)).length, 1)
    const notices = await room.loop.notices.list(ofProvince?.id ?? '', { unreadOnly: false, before: Number.MAX_SAFE_INTEGER, limit: 9 })
    assert.deepEqual(notices.map(({ notice: { facts } }) => facts), [{ period: '2019-06', count: 2, publishedOn: '2019-07-05' }])
    const { text } = composeNoticeMail(notices.map((it) => it.notice), 'https://thuoc-do.example')
    assert.ok(text.includes('Tỉnh MD: 2 trung tâm chưa gửi đủ số liệu tháng 6/2019, ngày 5/7/2019 công bố'), text)
    assert.ok(text.includes('https://thuoc-do.example/bao-cao?unit=MDP&period=2019-06'), text)
  })

  it('are told beside the centre: when, how many people, and when the next are', async () => {
    assert.deepEqual(await gapOf('MDB'), { remindsOn: '2019-07-04', reminded: { at: '2019-07-01T01:00:00.000Z', people: 2 } })
    assert.deepEqual([(await gapOf('MDC')).reminded?.people, (await gapOf('MDA')).reminded], [1, null])
  })

  it('are not sent on days between, and come again on the last working day before the figures', async () => {
    room.at.now = hanoi('2019-07-03T10:00:00')
    await tellReportingGaps(room.jobs.telling)
    assert.equal((await remindedOf(ofSilent)).length, 1)
    room.at.now = hanoi('2019-07-04T10:00:00')
    await tellReportingGaps(room.jobs.telling)
    assert.deepEqual(await remindedOf(ofSilent), ['data-missing data:2019-06@2019-07-04 MDB', 'data-missing data:2019-06@2019-07-01 MDB'])
  })
})
