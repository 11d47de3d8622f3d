import assert from 'node:assert/strict'
import fc from 'fast-check'
import { maskPersonalData } from '../../../ingest/pipeline/personal-mask.ts'
import first from './personal-samples.json' with { type: 'json' }
import second from './personal-samples-second.json' with { type: 'json' }

interface Sample { text: string; personal: string[] }
interface Range { start: number; end: number }

const overlap = (a: Range, b: Range) => a.start < b.end && a.end > b.start
/** Every place at which one of these strings stands. */
const placesOf = (text: string, wanted: readonly string[]): Range[] => wanted.flatMap((it) => {
  const places: Range[] = []
  for (let start = text.indexOf(it); start >= 0; start = text.indexOf(it, start + 1)) places.push({ start, end: start + it.length })
  return places
})

/** Recall: of what is personal, the share that is wholly covered. Precision: of what was masked, the share that touches something personal. */
function score(all: readonly Sample[]) {
  const [personal, masked] = [{ all: 0, covered: 0 }, { all: 0, right: 0 }]
  const wrong: string[] = []
  for (const sample of all) {
    const text = sample.text.normalize('NFC')
    const { found } = maskPersonalData(text)
    const marked = placesOf(text, sample.personal.map((it) => it.normalize('NFC')))
    for (const item of sample.personal.map((it) => it.normalize('NFC'))) {
      const isCovered = placesOf(text, [item]).some(({ start, end }) =>
        Array.from({ length: end - start }, (_, i) => start + i).every((at) => !/[\p{L}\d]/u.test(text[at] ?? '') || found.some((it) => overlap(it, { start: at, end: at + 1 }))))
      personal.all += 1
      if (isCovered) personal.covered += 1
      else wrong.push(`missed "${item}" in: ${text}`)
    }
    for (const it of found) {
      masked.all += 1
      if (marked.some((place) => overlap(place, it))) masked.right += 1
      else wrong.push(`masked "${text.slice(it.start, it.end)}" in: ${text}`)
    }
  }
  return { recall: personal.covered / personal.all, precision: masked.right / masked.all, items: personal.all, wrong }
}

describe('the mask over personal words in comments', () => {
  for (const [name, samples] of Object.entries({ first, second })) {
    it(`has a ${name} sample of at least a hundred comments, each true to its text`, () => {
      assert.ok(samples.length >= 100)
      for (const { text, personal } of samples) for (const it of personal) assert.ok(text.includes(it), `"${it}" is not in: ${text}`)
    })

    it(`finds 95 of 100 personal items of the ${name} sample, and 95 of 100 of what it masks is personal`, () => {
      const { recall, precision, items, wrong } = score(samples)
      process.stdout.write(`      ${samples.length} comments, ${items} items: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}\n`)
      assert.ok(recall >= 0.95 && precision >= 0.95, wrong.join('\n'))
    })
  }

  for (const [given, masked] of [
    ['Cảm ơn chị Hương ở quầy 2.', 'Cảm ơn chị [tên] ở quầy 2.'],
    ['Gọi tôi số 0912 345 678 hoặc (028) 3822 1234.', 'Gọi tôi số [số điện thoại] hoặc [số điện thoại].'],
    ['CCCD 046085001234, thư hoa.nguyen@example.vn', 'CCCD [số giấy tờ], thư [thư điện tử]'],
    ['Số tài khoản: 0071 0012 34567', 'Số tài khoản: [số tài khoản]'],
    ['Nhờ anh nguyễn văn bình xem lại', 'Nhờ anh [tên] xem lại'],
  ] as const) {
    it(`turns "${given}" into "${masked}"`, () => assert.equal(maskPersonalData(given).masked, masked))
  }

  for (const kept of [
    'Hồ sơ H44.07-260115-0001 làm theo thủ tục 1.001234, lệ phí 1.200.000 đồng.',
    'Nộp ở 12 Nguyễn Huệ, phường Trần Hưng Đạo; gọi 1022 không ai nghe.',
    'Chị rất nhiệt tình, anh bảo vệ cũng vui.',
    'Theo Nghị định 118/2025/NĐ-CP thì 5 ngày là trễ hẹn.',
  ]) {
    it(`leaves "${kept}" as it is`, () => assert.equal(maskPersonalData(kept).masked, kept))
  }

  it('answers any text at once and finds nothing in what it has masked', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
      const { masked, found } = maskPersonalData(text)
      assert.ok(found.every((it, i) => it.start < it.end && it.start >= (found[i - 1]?.end ?? 0)))
      assert.equal(typeof masked, 'string')
    }))
    const startedAt = performance.now()
    for (const hostile of ['0'.repeat(2000), '0 '.repeat(1000), 'Nguyễn '.repeat(300), 'a@'.repeat(1000), 'không '.repeat(330), 'tk '.repeat(660), '1.'.repeat(1000), 'A.'.repeat(1000)]) maskPersonalData(hostile)
    assert.ok(performance.now() - startedAt < 5_000, `${performance.now() - startedAt} ms`)
  })
})
