#!/usr/bin/env node
// npm run verify-edition -- DIR [--key KEY_ID]: checks an edition that was downloaded (edition.zip, unpacked): the signature of its manifest, the
// hash of every file, and every published figure, recomputed from the whole numbers of snapshot.csv. Needs nothing but Node and no network, so
// that a stranger can run it on another machine. `--key` names the key one trusts (GET /api/v1/signing-keys); without it any key is taken.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const problems = []
const said = (sentence) => problems.push(sentence)
const giveUp = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
const args = process.argv.slice(2)
const keyAt = args.indexOf('--key')
const trusted = keyAt < 0 ? null : args[keyAt + 1]
const [folder] = args.filter((_, index) => keyAt < 0 || (index !== keyAt && index !== keyAt + 1))
if (!folder || (keyAt >= 0 && !trusted)) giveUp('Name the folder of an edition: verify-edition DIR [--key KEY_ID]')
const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : null)
const [manifestText, signatureText] = [read('manifest.json'), read('manifest.sig.json')]
if (!manifestText || !signatureText) giveUp(`${folder} has no manifest.json with its manifest.sig.json.`)
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** The signature, and that the key is the one it says it is. */
function checkSignature() {
  let signature
  try {
    signature = JSON.parse(signatureText.toString('utf8'))
    const key = createPublicKey(signature.publicKey)
    const id = sha256(key.export({ type: 'spki', format: 'der' })).slice(0, 16)
    if (id !== signature.keyId) said(`manifest.sig.json: the key is ${id}, not ${signature.keyId} as it says.`)
    if (trusted && id !== trusted) said(`manifest.sig.json: signed with key ${id}, not with ${trusted}.`)
    if (!verify(null, manifestText, key, Buffer.from(signature.signature, 'base64'))) said('manifest.json: the signature does not fit; it was changed after it was signed, or signed by somebody else.')
  } catch (error) {
    said(`manifest.sig.json: cannot be read (${error.message}).`)
  }
  return signature?.keyId ?? '?'
}

/** RFC 4180, with quotes and line breaks in them. */
function parseCsv(bytes) {
  const [rows, text] = [[], bytes.toString('utf8')]
  let [row, field, quoted] = [[], '', false]
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[at + 1] === '"') field += text[at += 1]
      else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',') [row, field] = [[...row, field], '']
    else if (sign === '\n') {
      rows.push([...row, field.endsWith('\r') ? field.slice(0, -1) : field])
      ;[row, field] = [[], '']
    } else field += sign
  }
  const [header = [], ...body] = rows
  return body.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])))
}
const number = (text) => (text === '' || text === undefined ? null : Number(text))

const Z = 1.959963984540054
/** Wilson's score interval. */
function wilson(successes, n) {
  if (n <= 0) return null
  const p = successes / n
  const scale = 1 + (Z * Z) / n
  const half = (Z * Math.sqrt(Math.max(0, p * (1 - p)) / n + (Z * Z) / (4 * n * n))) / scale
  const centre = (p + (Z * Z) / (2 * n)) / scale
  return { lower: p <= 0 ? 0 : Math.max(0, centre - half), upper: p >= 1 ? 1 : Math.min(1, centre + half) }
}
const FACTORS = { 'share': 1, 'points': 100, 'per-1000': 1000, 'days': 1, 'net-points': 100 }
/** A ratio of sums; a share by weight has as many observations as its weights are worth (Kish). */
function ratio({ numerator, denominator, sampleSize, squares }, factor) {
  const n = squares > 0 ? Math.min(sampleSize, denominator ** 2 / squares) : sampleSize
  return [numerator / denominator, wilson((numerator / denominator) * n, n), factor]
}
/** A mean of points, with the effective number of answers: n · clip(m(1 − m)/s², 1, 8). */
function mean({ numerator, denominator: n, squares }, top) {
  const m = numerator / n / top
  const variance = n > 1 ? Math.max(0, n * squares - numerator ** 2) / (n * (n - 1) * top ** 2) : 0
  const effective = variance <= 0 ? n : n * Math.min(8, Math.max(1, (m * (1 - m)) / variance))
  return [m, wilson(m * effective, effective), top]
}
/** The mean of several shares: 2i how many answered item i, 2i + 1 how many of them were satisfied; `squares` is how many independent answers that is worth. */
function index(bars, { squares: effective }) {
  const counts = new Map(bars)
  const shares = bars.filter(([key]) => key % 2 === 0).map(([key, n]) => (counts.get(key + 1) ?? 0) / n)
  const value = shares.reduce((sum, it) => sum + it, 0) / shares.length
  return [value, wilson(value * effective, effective), 1]
}
/** log(k!), exactly enough. */
const logFactorials = [0]
const logFactorial = (k) => {
  for (let at = logFactorials.length; at <= k; at += 1) logFactorials.push(logFactorials[at - 1] + Math.log(at))
  return logFactorials[k]
}
/** The median of a histogram (the lower of two), between the observations of binomial ranks. */
function median(bars) {
  const n = bars.reduce((sum, [, count]) => sum + count, 0)
  const at = (rank) => {
    let seen = 0
    for (const [value, count] of bars) if ((seen += count) >= rank) return value
    return null
  }
  const probability = (k) => Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) - n * Math.LN2)
  let [lower, tail] = [0, 0]
  while (lower < n && tail + probability(lower) <= 0.025) tail += probability(lower++)
  // The distribution is symmetric, so the upper rank mirrors the lower one.
  return [at(Math.max(1, Math.ceil(n / 2 - 1e-9))), { lower: lower >= 1 ? at(lower) : null, upper: lower >= 1 ? at(n - lower + 1) : null }, 1]
}

const isNear = (one, other) => one === other || (one !== null && other !== null && Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other)))

/** A decimal as it is written, as an exact fraction. */
const exact = (text) => {
  const [whole, digits = ''] = String(text).split('.')
  return [BigInt(whole + digits), 10n ** BigInt(digits.length)]
}
const hundredths = (value) => Math.round((value ?? 0) * 100)
/** `max × share ÷ fullMarksAt`, at most `max`, rounded half up to two decimals, in whole numbers: 1.005 is less than that in binary. */
function scoreShare({ max, fullMarksAt: [full, of], ofNothing }, numerator, denominator) {
  if (denominator === 0) return { null: null, zero: 0, full: max }[ofNothing]
  const [most, scale] = exact(max)
  const [top, bottom] = [most * BigInt(numerator) * BigInt(of) * 100n, scale * BigInt(denominator) * BigInt(full)]
  return Math.min(max, Number((2n * top + bottom) / (2n * bottom)) / 100)
}
/** Σ w·s / Σ w of what is known, the part of the weight that is known, and the standard error of independent parts. */
function weigh(items) {
  const known = items.filter((it) => it.score !== null)
  const sum = (all, of) => all.reduce((total, it) => total + of(it), 0)
  const [all, weight] = [sum(items, (it) => it.weight), sum(known, (it) => it.weight)]
  return {
    score: weight === 0 ? null : sum(known, (it) => it.weight * it.score) / weight, coverage: sum(known, (it) => it.weight * it.coverage) / all,
    error: weight === 0 ? 0 : Math.sqrt(sum(known, (it) => (it.weight * it.error) ** 2)) / weight,
  }
}

/** Composites of points from the counts of their parts, of shares from shares and weights; what a part has from us is what stands in the snapshot. */
function checkComposites(manifest, rows, counts, figures) {
  let [recomputed, told] = [0, 0]
  const compare = (row, column, expected) => {
    if (!isNear(number(row[column]), expected)) said(`tables.csv: ${row.series} of ${row.unit}: ${column} is ${row[column]}, recomputed ${expected}.`)
  }
  const known = new Set(manifest.definitions.map((it) => it.id))
  /** Whether a part that was counted is the figure of its indicator; of what others reported, and of what is counted apart, nothing stands beside it. */
  const checkCounted = (row, indicator, columns) => {
    const count = row.origin === 'counted' && known.has(indicator) ? counts.get(`${indicator} ${row.unit}`) : undefined
    const figure = count?.origin === 'counted' ? figures.get(`${indicator} ${row.unit}`) : undefined
    for (const [column, of] of figure ? columns : []) {
      if (row[column] !== figure[of]) said(`tables.csv: ${row.series} of ${row.unit}: ${column} is ${row[column]}, and ${figure[of]} in ${indicator}.`)
    }
  }
  const checkPoints = (scheme, total) => {
    const groups = scheme.groups.map((group) => {
      const row = rows.get(`${total.unit} ${scheme.id}/${group.id}`)
      const parts = group.parts.map((part) => ({ part, row: rows.get(`${total.unit} ${scheme.id}/${group.id}/${part.metric}`) })).filter((it) => it.row)
      for (const { part, row: it } of parts) {
        checkCounted(it, it.source, [['numerator', 'numerator'], ['denominator', 'denominator']])
        if (part.kind !== 'share' || it.numerator === '' || it.denominator === '') { told += it.origin === '' ? 0 : 1; continue }
        compare(it, 'value', scoreShare(part, number(it.numerator), number(it.denominator)))
        recomputed += 1
      }
      if (!row) { said(`tables.csv: ${scheme.id}/${group.id} of ${total.unit} is missing.`); return null }
      if (parts.some((it) => it.row.origin !== '')) compare(row, 'value', parts.reduce((sum, it) => sum + hundredths(number(it.row.value)), 0) / 100)
      else if (row.note !== 'points-given') compare(row, 'value', null)
      return number(row.value)
    })
    const scored = groups.filter((it) => it !== null)
    const sum = scored.length === 0 ? null : scored.reduce((all, it) => all + hundredths(it), 0) / 100
    compare(total, 'value', sum)
    const grade = sum === null || scored.length < groups.length ? '' : scheme.grades.find((it) => sum >= it.from)?.grade ?? ''
    if (total.note !== grade) said(`tables.csv: ${scheme.id} of ${total.unit}: the grade is "${total.note}", recomputed "${grade}".`)
  }
  const checkShares = (scheme, total) => {
    const groups = scheme.groups.map((group) => {
      const weighed = weigh(group.parts.map((part) => {
        const it = rows.get(`${total.unit} ${scheme.id}/${group.id}/${part.indicator}`)
        if (it) checkCounted(it, part.indicator, [['value', 'value'], ['lower', 'lower'], ['upper', 'upper']])
        const [value, lower, upper] = [number(it?.value), number(it?.lower), number(it?.upper)]
        if (it?.origin === 'reported') told += 1
        return { weight: part.weight, score: value === null ? null : 100 * value, coverage: 1, error: lower === null || upper === null ? 0 : (100 * (upper - lower)) / (2 * Z) }
      }))
      const row = rows.get(`${total.unit} ${scheme.id}/${group.id}`)
      const score = weighed.coverage < scheme.minimumCoverage ? null : weighed.score
      if (!row) said(`tables.csv: ${scheme.id}/${group.id} of ${total.unit} is missing.`)
      else for (const [column, expected] of Object.entries({ value: score, coverage: weighed.coverage })) compare(row, column, expected)
      return { ...weighed, id: group.id, weight: group.max, score }
    })
    const { score, coverage, error } = weigh(groups)
    const isWithheld = score === null || coverage < scheme.minimumCoverage || scheme.requiredGroups.some((id) => groups.find((it) => it.id === id)?.score === null)
    const [value, lower, upper] = isWithheld ? [null, null, null] : [score, Math.max(0, score - Z * error), Math.min(100, score + Z * error)]
    for (const [column, expected] of Object.entries({ coverage, value, lower, upper })) compare(total, column, expected)
  }
  for (const total of [...rows.values()].filter((it) => it.kind === 'index')) {
    const scheme = manifest.schemes.find((it) => it.id === total.series)
    if (!scheme) said(`tables.csv: ${total.series} has no scheme in the manifest.`)
    else (scheme.minimumCoverage === undefined ? checkPoints : checkShares)(scheme, total)
    recomputed += scheme ? 1 : 0
  }
  return { recomputed, told }
}

function checkFigures(manifest, tables, snapshot) {
  const definitions = new Map(manifest.definitions.map((it) => [it.id, it]))
  const counts = new Map(snapshot.map((it) => [`${it.series} ${it.level} ${it.unit}`, it]))
  const points = new Map()
  let [recomputed, told, withheld] = [0, 0, 0]
  for (const row of tables) {
    const name = `tables.csv: ${row.series} of ${row.unit}`
    if (row.kind.startsWith('index')) points.set(`${row.unit} ${row.series}`, row)
    if (row.kind !== 'indicator') continue
    if (row.value === '') {
      withheld += 1
      if (row.reason === 'withheld' && (row.numerator || row.denominator || row.sample_size)) said(`${name} is withheld and has counts all the same.`)
      continue
    }
    const definition = definitions.get(row.series)
    if (!definition) { said(`${name} has no definition in the manifest.`); continue }
    const count = counts.get(`${row.series} ${row.level} ${row.unit}`)
    if (row.sample_size === '') { told += 1; continue }
    if (!count) { said(`${name} has no counts in snapshot.csv.`); continue }
    counts.delete(`${row.series} ${row.level} ${row.unit}`)
    for (const column of ['numerator', 'denominator', 'sample_size']) {
      if (row[column] !== count[column]) said(`${name}: ${column} is ${row[column]}, and ${count[column]} in snapshot.csv.`)
    }
    const whole = { numerator: number(count.numerator), denominator: number(count.denominator), sampleSize: number(count.sample_size), squares: number(count.squares) ?? 0 }
    const bars = count.histogram === '' ? [] : count.histogram.split('|').map((it) => it.split(':').map(Number)).sort(([one], [other]) => one - other)
    if (row.origin === 'reported' && definition.kind !== 'ratio') { told += 1; continue }
    const factor = FACTORS[definition.unit]
    const [value, interval, scale] = definition.kind === 'median' ? median(bars) : definition.kind === 'index' ? index(bars, whole) : definition.kind === 'mean' ? mean(whole, factor) : ratio(whole, factor)
    // From points of 0, 50 and 100 to those in favour less those against.
    const toShown = (it) => (definition.unit === 'net-points' ? 2 * it * scale - scale : it * scale)
    const expected = { value: toShown(value), lower: interval?.lower === null || !interval ? null : toShown(interval.lower), upper: interval?.upper === null || !interval ? null : toShown(interval.upper) }
    for (const column of ['value', 'lower', 'upper']) {
      if (!isNear(number(row[column]), expected[column])) said(`${name}: ${column} is ${row[column]}, recomputed ${expected[column]}.`)
    }
    recomputed += 1
  }
  for (const key of counts.keys()) said(`snapshot.csv: ${key} is in no row of tables.csv.`)
  const composites = checkComposites(manifest, points, new Map(snapshot.map((it) => [`${it.series} ${it.unit}`, it])), new Map(tables.map((it) => [`${it.series} ${it.unit}`, it])))
  recomputed += composites.recomputed
  told += composites.told
  return { recomputed, told, withheld }
}

const keyId = checkSignature()
let manifest
try {
  manifest = JSON.parse(manifestText.toString('utf8'))
} catch (error) {
  giveUp(`manifest.json cannot be read: ${error.message}`)
}
for (const { name, bytes, sha256: hash } of manifest.files ?? []) {
  const content = read(name)
  if (!content) said(`${name}: is missing.`)
  else if (content.length !== bytes || sha256(content) !== hash) said(`${name}: is not what was published (${content.length} bytes, published ${bytes}).`)
}
const [tables, snapshot] = [read('tables.csv'), read('snapshot.csv')]
const result = tables && snapshot ? checkFigures(manifest, parseCsv(tables), parseCsv(snapshot)) : null

if (problems.length > 0) {
  const shown = problems.slice(0, 20)
  giveUp(`The edition of ${manifest.period}, number ${manifest.number}, is NOT what was published:\n${shown.map((it) => `  - ${it}`).join('\n')}${problems.length > shown.length ? `\n  and ${problems.length - shown.length} more` : ''}`)
}
process.stdout.write(`Edition ${manifest.number} of ${manifest.period}${manifest.demo ? ' (DEMONSTRATION)' : ''}: signed with key ${keyId}, ${manifest.files.length} files unchanged.
${result.recomputed} figures recomputed from their counts and the same; ${result.told} are values that others reported without counts; ${result.withheld} are withheld or empty.
`)
