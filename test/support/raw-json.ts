import fc from 'fast-check'

/** Values as they may stand in a body, written as JSON text: a parsed one could not say 1e400, a double key or half a character. */
export type RawFields = Record<string, string>

const text = (value: string) => JSON.stringify(value)
const instants = [
  '0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '1969-12-31T23:59:59Z', '2149-06-07T00:00:00Z', '2300-01-01T00:00:00Z', '9999-12-31T23:59:59Z',
  '9999-12-31T23:59:59-05:00', '2026-02-29T00:00:00Z', '2026-10-14T24:00:00Z', '2026-10-14T09:00Z', `2026-10-14T09:00:00.${'9'.repeat(50_000)}Z`, '2026-10-14T09:00:00',
]
const NASTY = [
  'null', 'true', '0', '-1', '-0', '0.1', '1e400', '-1e400', '1e-400', '2147483648', '9007199254740991', '9007199254740993', '1e21', '[]', '{}', '[[]]', '""', '" "',
  '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00x"', '"\\ud83d\\ud83d"', '"\\uffff\\ufffe"', '"\\u202e\\u200b"', '"́"', '"__proto__"', '"constructor"', '"\'; DROP TABLE ratings; --"',
  '"\\\\N"', '"{x:String}"', '"😀"', '{"__proto__":{"score":5}}', '{"constructor":{"prototype":{}}}', '{"length":-1}', '{"toJSON":1}',
  text('x'.repeat(36)), text('ễ'.repeat(2_001)), text('x'.repeat(200_000)), text(`vi${'-aa'.repeat(100_000)}`), text(`0${'-'.repeat(100_000)}`),
  '['.repeat(20_000) + ']'.repeat(20_000), '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000), `[${'0,'.repeat(50_000)}0]`, ...instants.map(text),
]

/** Something that was not meant to stand there. */
export const nasty: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) }, fc.json({ maxDepth: 2 }), fc.string({ unit: 'binary', maxLength: 40 }).map(text),
  fc.double().map((it) => String(it).replace(/NaN|-?Infinity/, '1e999')), fc.integer().map(String), fc.date({ noInvalidDate: true }).map((it) => text(it.toISOString())),
)

export const toObject = (fields: RawFields | [string, string][]): string =>
  `{${(Array.isArray(fields) ? fields : Object.entries(fields)).map(([key, value]) => `${text(key)}:${value}`).join(',')}}`

/** A valid object once for every field and everything that was not meant to stand there. */
export const eachChange = (valid: () => RawFields): string[] =>
  Object.keys(valid()).flatMap((key) => NASTY.map((value) => toObject({ ...valid(), [key]: value })))

/** A valid object in which up to three fields are replaced, left out, added, or said twice. */
export function nearly(valid: () => RawFields): fc.Arbitrary<string> {
  const keys = [...Object.keys(valid()), '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'extra', 'x'.repeat(3_000)]
  const change = fc.tuple(fc.constantFrom(...keys), fc.oneof({ weight: 5, arbitrary: nasty }, fc.constant(null)), fc.boolean())
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    let fields: [string, string][] = Object.entries(valid())
    for (const [key, value, isTwice] of changes) {
      if (!isTwice || value === null) fields = fields.filter(([it]) => it !== key)
      if (value !== null) fields.push([key, value])
    }
    return toObject(fields)
  })
}

/** Bodies that are nobody's: bytes, broken and foreign JSON. */
export const foreignBody: fc.Arbitrary<Uint8Array | string> = fc.oneof(
  fc.uint8Array({ maxLength: 200 }), fc.json({ maxDepth: 4 }), nasty, nasty.map((it) => it.slice(0, -1)), fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\ufeff{}', '{"ratings":[],"ratings":null}', 'NaN', '{"a":1}{"b":2}', ' '.repeat(100_000), `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":0`).join(',')}}`),
)
