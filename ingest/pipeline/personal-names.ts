import {
  AND, ANNOUNCING, COMPOUNDS, FAMILY, GIVEN, GIVEN_AMBIGUOUS, MIDDLE, NOT_NAMES, OFFICES, PLACES, SHORT_TITLES, stripMarks, TITLES, WHERE,
} from './name-lexicon.ts'

interface Word { text: string; lower: string; start: number; end: number; hasCapital: boolean; /** what stands between it and the word before */ gap: string }
interface Stretch { start: number; end: number }

/** Initials ("Ng.T."), words, numbers. */
const WORD = /(?:\p{Lu}\p{Ll}{0,2}\.)+(?=\s?\p{Lu})|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\d[\d.,/-]*/gu
const LONGEST_NAME = 5
/** From this share of words with a capital on, capitals say nothing. */
const SHOUTED = 0.6

const ABBREVIATED = /^(mr|ms|mrs|đc)$/

const withoutMarks = (set: ReadonlySet<string>) => new Set([...set].map(stripMarks))
const [FAMILY_BARE, MIDDLE_BARE, TITLES_BARE, ANNOUNCING_BARE] = [withoutMarks(FAMILY), withoutMarks(MIDDLE), withoutMarks(TITLES), withoutMarks(ANNOUNCING)]
/** Without marks a word may be any of several; these are everyday words then. */
const EVERYDAY_BARE = new Set('hang ly my na le an sang nhan hai long luc thu nhi nhu thuan cuc hau phat tam tho thang hung dat nga tu vi vu'.split(' '))
const GIVEN_BARE = new Set([...withoutMarks(GIVEN)].filter((it) => !EVERYDAY_BARE.has(it)))
const isBare = (word: string) => /^[a-z']+$/.test(word)

const isFamily = (word: string) => FAMILY.has(word) || (isBare(word) && FAMILY_BARE.has(word))
const isGiven = (word: string) => GIVEN.has(word) || (isBare(word) && GIVEN_BARE.has(word))
const isPart = (word: string) => MIDDLE.has(word) || isGiven(word) || GIVEN_AMBIGUOUS.has(word) || (isBare(word) && (MIDDLE_BARE.has(word) || EVERYDAY_BARE.has(word)))
const isTitle = (word: string) => TITLES.has(word) || (isBare(word) && TITLES_BARE.has(word))
const isAnnouncing = (word: string) => ANNOUNCING.has(word) || (isBare(word) && ANNOUNCING_BARE.has(word))

function toWords(text: string): Word[] {
  let last = 0
  return [...text.matchAll(WORD)].map((match) => {
    const [start, end] = [match.index, match.index + match[0].length]
    const gap = text.slice(last, start)
    last = end
    return { text: match[0], lower: match[0].toLowerCase().replaceAll('’', "'"), start, end, gap, hasCapital: /^\p{Lu}/u.test(match[0]) }
  })
}

const joins = (word: Word | undefined): boolean => word !== undefined && /^[ \t]+$/.test(word.gap)
const isInitials = (word: Word) => word.text.endsWith('.')
const beginsCompound = (words: readonly Word[], at: number) => joins(words[at + 1]) && COMPOUNDS.has(`${words[at]?.lower} ${words[at + 1]?.lower}`)

/** Looks for names in the words of one text. */
function createFinder(text: string, words: readonly Word[]) {
  const letters = words.filter((it) => !/^\d/.test(it.text))
  const isShouted = letters.length > 3 && letters.filter((it) => it.hasCapital).length > SHOUTED * letters.length

  /** How many words from `from` on have a capital, are joined by spaces and may belong to a name. */
  const capitalRun = (from: number): number => {
    let count = 0
    for (let i = from; count < LONGEST_NAME; i += 1, count += 1) {
      const word = words[i]
      if (!word?.hasCapital || (i > from && !joins(word) && !isInitials(words[i - 1] as Word))) break
      // A new phrase begins with what is no name: "Hương Quầy 2".
      if (beginsCompound(words, i) || (NOT_NAMES.has(word.lower) && !(i > from && isPart(word.lower)))) break
      if (isShouted && !(isFamily(word.lower) || isPart(word.lower))) break
    }
    return count
  }
  /** Family name, then words that names are made of: a full name in any case, of at least so many words. */
  const fullName = (from: number, least: number): number => {
    if (!isFamily(words[from]?.lower ?? '')) return 0
    let count = 1
    const goesOn = (at: number) => joins(words[at]) && !beginsCompound(words, at)
    while (count < LONGEST_NAME && goesOn(from + count) && isPart(words[from + count]?.lower ?? '')) count += 1
    // After "thị" and "văn" comes a given name, however rare it is.
    const last = words[from + count - 1]?.lower ?? ''
    if (count > 1 && /^(thị|văn|thi|van)$/.test(last) && goesOn(from + count) && /^\p{L}{2,}$/u.test(words[from + count]?.text ?? '')) count += 1
    return count >= least ? count : 0
  }
  /** "đường Nguyễn Huệ", "12 Nguyễn Huệ", "số 12, Nguyễn Huệ" */
  const isPlace = (at: number): boolean => {
    const [before, gap] = [words[at - 1], words[at]?.gap ?? '']
    if (!before || !words[at]?.hasCapital || !/^\s*,?\s*$/.test(gap)) return false
    return /^\d/.test(before.text) || (!gap.includes(',') && (PLACES.has(before.lower) || PLACES.has(`${words[at - 2]?.lower} ${before.lower}`)))
  }
  const isAddressed = (at: number): boolean => {
    const [before, gap] = [words[at - 1], words[at]?.gap ?? '']
    if (!before || !(gap === ' ' || (gap === '. ' && ABBREVIATED.test(before.lower)))) return false
    if (before.hasCapital && WHERE.has(words[at - 2]?.lower ?? '')) return false
    return isTitle(before.lower.replace(/\.$/, '')) || (words[at]?.hasCapital === true && SHORT_TITLES.has(before.text))
  }
  const isAnnounced = (at: number): boolean => {
    const [before, gap] = [words[at - 1], words[at]?.gap ?? '']
    if (!before || !/^\s*[:：]?\s*$/.test(gap)) return false
    return isAnnouncing(before.lower) || OFFICES.has(before.lower) || (/^(là|la)$/.test(before.lower) && /^(tên|tôi|em|ten|toi|xưng)$/.test(words[at - 2]?.lower ?? ''))
  }
  /** "Bình ở quầy 6", "Thu (quầy thu phí)" */
  const isAtCounter = (at: number): boolean => {
    const next = words[at + 1]
    const place = /^(ở|tại|bên)$/.test(next?.lower ?? '') ? words[at + 2] : next
    return /^(quầy|bàn|tổ)$/.test(place?.lower ?? '')
  }

  /** "0707 633 451 (Mai)" */
  const isInBrackets = (at: number): boolean => (words[at]?.gap ?? '').endsWith('(') && text.charAt(words[at]?.end ?? 0) === ')'
  const isFirst = (at: number): boolean => at === 0 || /[.!?\n]/.test(words[at]?.gap ?? '')
  const areParts = (at: number, count: number): boolean =>
    words.slice(at, at + count).every((it) => isPart(it.lower)) && isGiven(words[at + count - 1]?.lower ?? '')

  /** How many words from `at` on are a name; 0 for none. */
  const nameAt = (at: number): number => {
    const word = words[at]
    if (!word || /^\d/.test(word.text) || beginsCompound(words, at)) return 0
    const run = capitalRun(at)
    if (word.hasCapital && /^[hk]['’]\p{L}/u.test(word.lower)) return Math.max(1, run)
    if (isAddressed(at)) {
      if (run > 1 || (run === 1 && word.lower !== 'y')) return run
      return fullName(at, 2) || (isGiven(word.lower) && !word.hasCapital ? 1 : 0)
    }
    if (isAnnounced(at)) return run > 1 || (run === 1 && /^(tên|ten)$/.test(words[at - 1]?.lower ?? '')) || (run === 1 && (isPart(word.lower) || isFamily(word.lower)) && word.lower !== 'y') ? run : fullName(at, 2)
    if (isShouted) return fullName(at, 3)
    if (run >= 2 && (isFamily(word.lower) || (!isFirst(at) && areParts(at, run)))) return run
    if (run === 1 && isPart(word.lower) && (isAtCounter(at) || isInBrackets(at))) return 1
    if (run >= 2 && at + run === words.length && areParts(at, run)) return run
    return fullName(at, 3)
  }
  return { isPlace, nameAt, capitalsFrom: (from: number) => {
    let end = from
    while (words[end]?.hasCapital && (end === from || joins(words[end]))) end += 1
    return end
  } }
}

/** Where names of persons stand in a Vietnamese (or English) comment; titles are not part of them. */
export function findNames(text: string): Stretch[] {
  const words = toWords(text)
  const { isPlace, nameAt, capitalsFrom } = createFinder(text, words)
  const found: Stretch[] = []
  const lastWords = new Set<string>()
  const placeWords = new Set<number>()
  /** "góc Nguyễn Huệ với Lê Lợi", "ngã tư Lê Lợi – Hùng Vương" */
  const isPlaceToo = (at: number, placeEnd: number): boolean => words[at]?.hasCapital === true
    && ((placeEnd === at - 1 && AND.has(words[at - 1]?.lower ?? '')) || (placeEnd === at && /^\s*[-–]\s*$/.test(words[at]?.gap ?? '')))
  for (let at = 0, placeEnd = -1; at < words.length;) {
    if (isPlace(at) || isPlaceToo(at, placeEnd)) {
      placeEnd = capitalsFrom(at)
      for (; at < placeEnd; at += 1) placeWords.add(at)
      continue
    }
    const count = nameAt(at)
    const [first, last] = [words[at], words[at + count - 1]]
    if (count > 0 && first && last) {
      found.push({ start: first.start, end: last.end })
      if (last.hasCapital && last.text.length > 1) lastWords.add(last.text)
    }
    at += Math.max(1, count)
  }
  // Who was named once is meant again by the same given name.
  const isCovered = ({ start, end }: Word) => found.some((it) => start < it.end && end > it.start)
  const again = words.filter((word, at) => lastWords.has(word.text) && !placeWords.has(at) && !isCovered(word) && !beginsCompound(words, at) && !(joins(words[at + 1]) && words[at + 1]?.hasCapital))
  return [...found, ...again.map(({ start, end }) => ({ start, end }))].sort((a, b) => a.start - b.start)
}
