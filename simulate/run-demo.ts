import { addMonths, toHanoiDay, toMonthPeriod } from '../contract/period.ts'
import { openDemoCases } from './demo-cases.ts'
import { canThoCentre, hueCentre } from './demo-centres.ts'
import type { Diary, DiaryKeeper } from './demo-diary.ts'
import { beatDemoTablets, enrolDemoTablets, sendDemoOffers } from './demo-offers.ts'
import { createApiKey, createEnrolmentUrl, fetchSampleSize, importCsv, signIn } from './demo-office.ts'
import { sendDemoPetitions } from './demo-petitions.ts'
import { sendDemoSurveys } from './demo-surveys.ts'
import { startTrickle } from './live-trickle.ts'
import { addDays } from './opening-hours.ts'
import { demoOfficialCode, toOfficialsCsv } from './officials.ts'
import { startProgress } from './progress.ts'
import { toCountersCsv, toProceduresCsv, toUnitsCsv } from './registry-files.ts'
import { countRequests, sendRequest, sendRequests, toRequests } from './replay.ts'
import { createWire, pause, type Wire } from './wire.ts'
import { createWorld, type DemoWorld } from './world.ts'

export interface DemoAccount { email: string, password: string, role: 'administrator' | 'director' | 'official' | 'case-handler', unitCode: string | null, officialCode?: string, name: string }

/** The demo's sign-ins; `npm start` refuses a record that has them. */
export const demoAccounts: readonly [administrator: DemoAccount, director: DemoAccount, official: DemoAccount, handler: DemoAccount] = [
  { email: 'quan-tri@demo.example', password: 'thu-thuoc-do-quan-tri', role: 'administrator', unitCode: null, name: 'Quản trị viên (thử)' },
  { email: 'giam-doc@demo.example', password: 'thu-thuoc-do-giam-doc', role: 'director', unitCode: hueCentre.unit.code, name: 'Giám đốc Trung tâm Huế (thử)' },
  { email: 'can-bo@demo.example', password: 'thu-thuoc-do-can-bo', role: 'official', unitCode: hueCentre.unit.code, officialCode: demoOfficialCode(hueCentre), name: 'Cán bộ thử 01' },
  { email: 'xu-ly@demo.example', password: 'thu-thuoc-do-xu-ly', role: 'case-handler', unitCode: hueCentre.unit.code, name: 'Người xử lý phản ánh (thử)' },
]

/** Before the fortnight of 2024, the oldest thing the demo reports. */
const FIRST_DAY_OF_ALL = '2024-01-01'
const NEW_STRETCH_AFTER_MS = 60_000
const COUNT_POLL_MS = 1000
const SETTLED_READINGS = 3
const COUNT_PATIENCE_MS = 180_000
const TRICKLE_EVERY_MS = 2000
const BEAT_EVERY_MS = 30_000
const SURVEYED_MONTHS = 12

export interface DemoDeps {
  /** Where the service listens. */
  baseUrl: string
  /** The address people use; writes with a session must come from it. */
  publicUrl: string
  diary: DiaryKeeper
  clock: () => number
  output: NodeJS.WriteStream
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
}

/**
 * Fills a running service through its public HTTP API and keeps it alive with a trickle of ratings until the signal aborts.
 * May be interrupted at any point and started again: what was sent folds into itself.
 */
export async function runDemo({ baseUrl, publicUrl, diary, clock, output, signal }: DemoDeps): Promise<void> {
  const say = (vi: string, en: string) => void output.write(`${vi}\n  ${en}\n`)
  /** Asks as one of the demo's people. */
  const signedIn = async ({ email, password }: DemoAccount): Promise<Wire> => {
    let cookie = ''
    const wire = createWire({ baseUrl, signal, headers: () => ({ Origin: new URL(publicUrl).origin, ...(cookie ? { Cookie: cookie } : {}) }) })
    cookie = await signIn(wire, { email, password })
    return wire
  }
  const system = createWire({ baseUrl, signal, headers: () => ({ Authorization: `Bearer ${diary.read().apiKey}` }) })
  const person = await signedIn(demoAccounts[0])
  if (diary.read().apiKey === null) {
    diary.note({ apiKey: await createApiKey(person, 'Demo', ['ratings:write', 'dossiers:write', 'registry:write', 'results:read']) })
  }
  const world = createWorld(diary.read())
  if (!diary.read().placesImported) {
    say('Đang nạp các trung tâm và quầy thử…', 'Importing the demo centres and counters…')
    await importCsv(system, 'units', toUnitsCsv(world.centres), signal)
    await importCsv(system, 'counters', toCountersCsv(world.centres), signal)
    diary.note({ placesImported: true })
  }
  if (!diary.read().proceduresImported) {
    say('Đang nạp danh mục thủ tục thử…', 'Importing the demo catalogue of procedures…')
    await importCsv(system, 'procedures', toProceduresCsv(world.centres), signal)
    diary.note({ proceduresImported: true })
  }
  if (!diary.read().officialsImported) {
    await importCsv(system, 'officials', toOfficialsCsv(world.centres, diary.read().startsOn), signal)
    diary.note({ officialsImported: true })
  }
  const director = await signedIn(demoAccounts[1])
  await sendDemoPetitions(director, hueCentre.unit.code, clock())
  await openDemoCases({ handler: await signedIn(demoAccounts[3]), director, unitCode: hueCentre.unit.code })
  await replayUpToNow({ system, world, diary, clock, output, signal, say })
  const wireOf = (token: string) => createWire({ baseUrl, signal, headers: () => ({ Authorization: `Bearer ${token}` }) })
  if (diary.read().tablets.length === 0) diary.note({ tablets: await enrolDemoTablets(person, createWire({ baseUrl, signal, headers: () => ({}) })) })
  const asking = { tablets: diary.read().tablets, wireOf, clock }
  await sendDemoOffers({ ...asking, seed: diary.read().seed, system })

  await askPeople({ baseUrl, office: person, diary, clock, signal, say })
  const enrolmentUrl = await createEnrolmentUrl(person, hueCentre.counters[0]!.code)
  announce(output, publicUrl, enrolmentUrl)
  const trickle = startTrickle({
    citizens: world.citizens, clock, everyMs: TRICKLE_EVERY_MS,
    send: (delivery) => sendRequest(system, { path: '/api/v1/ratings', body: delivery }),
    onError: (error) => { if (!signal.aborted) say(`Lượt đánh giá thử chờ gửi lại: ${String(error)}`, 'A demo rating waits to be sent again.') },
  })
  const beats = setInterval(() => void beatDemoTablets(asking).catch(() => {}), BEAT_EVERY_MS)
  await beatDemoTablets(asking).catch(() => {})
  await new Promise((resolve) => { if (signal.aborted) resolve(null); else signal.addEventListener('abort', resolve, { once: true }) })
  clearInterval(beats)
  await trickle.stop()
}

/** Asks people about the dossiers of the months that were not asked about yet; whoever answers has an address of their own, as behind a proxy. */
async function askPeople({ baseUrl, office, diary, clock, signal, say }: Pick<DemoDeps, 'baseUrl' | 'diary' | 'clock' | 'signal'> & { office: Wire; say: Replay['say'] }): Promise<void> {
  const now = clock()
  const { seed, startsOn, surveyedMonths } = diary.read()
  const months = Array.from({ length: SURVEYED_MONTHS }, (_, ago) => addMonths(toMonthPeriod(now), -ago)).reverse().filter((it) => it >= startsOn.slice(0, 7) && !surveyedMonths.includes(it))
  if (months.length === 0) return
  let number = 0
  const people = createWire({ baseUrl, signal, headers: () => ({ 'X-Forwarded-For': `10.${(number += 1) >> 16 & 255}.${number >> 8 & 255}.${number & 255}` }) })
  const begun = await sendDemoSurveys({
    office, people, seed, months, now, centres: [{ centre: hueCentre, most: 56 }, { centre: canThoCentre, most: 16 }],
    onMonth: (month) => void diary.note({ surveyedMonths: [...diary.read().surveyedMonths, month] }),
  })
  say(`Đã mời trả lời khảo sát; ${formatVi(begun)} người đã trả lời.`, `People were asked about their dossiers; ${formatEn(begun)} answered.`)
}

interface Replay {
  system: Wire, world: DemoWorld, diary: DiaryKeeper, clock: () => number, output: NodeJS.WriteStream, signal: AbortSignal
  say: (vi: string, en: string) => void
}

/** Ends the stretch that was interrupted, then opens one for the time since. */
async function replayUpToNow(replay: Replay): Promise<void> {
  const { diary, clock, world, system, signal } = replay
  if (diary.read().stretch?.done === false) await replayStretch(replay)
  const last = diary.read().stretch
  if (last && clock() - last.until < NEW_STRETCH_AFTER_MS) return
  const before = await countSettled(system, diary.read(), clock, signal)
  if (!last && before.ratings + before.dossiers > 0) {
    throw new Error('There are facts here that demo.json does not know of; under a new key they would count twice. Delete this DATA_DIR and start again.')
  }
  diary.note({ stretch: { after: last?.until ?? world.beginning, until: clock(), ratingsBefore: before.ratings, dossiersBefore: before.dossiers, done: false } })
  await replayStretch(replay)
}

/** Sends a stretch and waits until the API counts all of it. */
async function replayStretch({ system, world, diary, clock, output, signal, say }: Replay): Promise<void> {
  const stretch = diary.read().stretch!
  const tally = countRequests(toRequests(world, stretch))
  say(`Đang gửi ${formatVi(tally.ratings)} lượt đánh giá và ${formatVi(tally.dossiers)} hồ sơ qua API…`, `Sending ${formatEn(tally.ratings)} ratings and ${formatEn(tally.dossiers)} dossiers through the API…`)
  const progress = startProgress({ output, total: Math.max(1, tally.ratings + tally.dossiers), label: 'Đã gửi' })
  try {
    await sendRequests({ wire: system, requests: toRequests(world, stretch), onSent: (it) => progress.advance(it.ratings + it.dossiers) })
  } finally {
    progress.stop()
  }

  const expected = { ratings: stretch.ratingsBefore + tally.ratings, dossiers: stretch.dossiersBefore + tally.newDossiers }
  const startedAt = clock()
  for (;;) {
    const counted = await countAll(system, diary.read(), clock)
    const isComplete = counted.ratings >= expected.ratings && counted.dossiers >= expected.dossiers
    if (isComplete || clock() - startedAt > COUNT_PATIENCE_MS) {
      say(
        `Đã gửi ${formatVi(expected.ratings)} lượt đánh giá, đã đếm ${formatVi(counted.ratings)}. Đã gửi ${formatVi(expected.dossiers)} hồ sơ, đã đếm ${formatVi(counted.dossiers)}.`,
        `Sent ${formatEn(expected.ratings)} ratings, counted ${formatEn(counted.ratings)}. Sent ${formatEn(expected.dossiers)} dossiers, counted ${formatEn(counted.dossiers)}.`,
      )
      if (isComplete) diary.note({ stretch: { ...stretch, done: true } })
      else say('Số đếm chưa khớp; lần chạy sau sẽ gửi lại.', 'The counts do not agree yet; the next run sends again.')
      return
    }
    await pause(COUNT_POLL_MS, signal)
  }
}

async function countAll(system: Wire, { startsOn }: Diary, clock: () => number) {
  const to = addDays(toHanoiDay(clock()), 1)
  return {
    ratings: await fetchSampleSize(system, 'counter-satisfaction', { from: startsOn, to }),
    dossiers: await fetchSampleSize(system, 'component-digitisation', { from: FIRST_DAY_OF_ALL, to }),
  }
}

/** The counts once nothing changes any more: a service that was stopped may still have a few ratings in its queue. */
async function countSettled(system: Wire, entries: Diary, clock: () => number, signal: AbortSignal) {
  let counted = await countAll(system, entries, clock)
  for (let same = 1; same < SETTLED_READINGS;) {
    await pause(COUNT_POLL_MS, signal)
    const next = await countAll(system, entries, clock)
    same = next.ratings === counted.ratings && next.dossiers === counted.dossiers ? same + 1 : 1
    counted = next
  }
  return counted
}

function announce(output: NodeJS.WriteStream, publicUrl: string, enrolmentUrl: string): void {
  const [administrator, director, official, handler] = demoAccounts
  output.write(`
Thước Đo đang chạy với số liệu thử / running with demo data

  Trang công khai / public page      ${publicUrl}/
  Trang giám đốc / director's page   ${publicUrl}/trung-tam/${hueCentre.unit.code}
  Máy tính bảng tại quầy / kiosk     ${enrolmentUrl}

  Đăng nhập thử / demo sign-ins
    Giám đốc / director              ${director.email}   ${director.password}
    Cán bộ / official                ${official.email}      ${official.password}
    Người xử lý / case handler       ${handler.email}       ${handler.password}
    Quản trị / administrator         ${administrator.email}   ${administrator.password}

Cứ 2 giây có một lượt đánh giá mới. Nhấn Ctrl-C để dừng. / A new rating every 2 seconds. Ctrl-C stops.
`)
}

const formatVi = (count: number) => count.toLocaleString('vi-VN')
const formatEn = (count: number) => count.toLocaleString('en-GB')
