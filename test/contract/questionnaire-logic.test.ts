import assert from 'node:assert/strict'
import { fillText, judgeAnswers, toSeries, toShown } from '../../contract/questionnaire-logic.ts'
import { questionnaire } from '../../contract/questionnaire.ts'

const t = (text: string) => ({ vi: text, en: text })
const choices = [{ key: 'counter', text: t('Tại quầy') }, { key: 'online', text: t('Trên mạng') }]
const levels = ['1', '2', '3', '4', '5'].map(t)
const content = {
  title: t('Khảo sát'), intro: t('Mở đầu'), thanks: t('Cảm ơn'), minutes: 2,
  sections: [
    { key: 'start', title: t('Bắt đầu'), questions: [
      { key: 'way', kind: 'single', text: t('Cách nộp?'), required: true, choices },
      { key: 'visits', kind: 'number', text: t('Mấy lần?'), min: 0, max: 50, showIf: [{ question: 'way', is: 'any-of', values: ['counter'] }] },
    ] },
    { key: 'many', title: t('Vì sao {{visits}} lần?'), showIf: [{ question: 'visits', is: 'at-least', value: 3 }], questions: [{ key: 'why', kind: 'text', text: t('Nộp {{way}}, ở {{@centre}}') }] },
    { key: 'refused', title: t('Từ chối'), showIf: [{ question: '@outcome', is: 'none-of', values: ['finished'] }], questions: [{ key: 'told', kind: 'scale10', text: t('Rõ?'), lowest: t('0'), highest: t('10') }] },
    { key: 'access', title: t('Tiếp cận'), questions: [{ key: 'access', kind: 'likert', required: true, text: t('Mức?'), factor: 'access', levels, noOpinion: t('Không rõ'), items: [{ key: 'signs', text: t('Chỉ dẫn') }, { key: 'seats', text: t('Ghế') }] }] },
  ],
}
const asked = questionnaire.parse(content)
const finished = { outcome: 'finished', centre: t('Trung tâm A') }
const keysShown = (answers: Record<string, number | string>, outcome = 'finished') => toShown(asked, answers, { outcome }).flatMap((it) => it.questions.map(({ key }) => key))

describe('the logic of a questionnaire', () => {
  it('asks what follows from the answers, and forgets what follows from an answer that is not asked any more', () => {
    assert.deepEqual(keysShown({ way: 'counter', visits: 4 }), ['way', 'visits', 'why', 'access'])
    assert.deepEqual(keysShown({ way: 'online', visits: 4 }), ['way', 'access'])
    assert.deepEqual(keysShown({ way: 'online' }, 'refused'), ['way', 'told', 'access'])
  })

  it('pipes earlier answers and what the ticket knows into a text', () => {
    const { text } = asked.sections[1]?.questions[0] ?? { text: t('') }
    assert.equal(fillText(text, 'vi', asked, { way: 'counter' }, finished), 'Nộp Tại quầy, ở Trung tâm A')
    assert.equal(fillText(text, 'vi', asked, {}, { outcome: 'finished' }), 'Nộp …, ở …')
  })

  it('names what breaks a rule, and drops what was answered on a way that was left', () => {
    const judged = judgeAnswers(asked, { way: 'online', visits: 4, why: 'xa', signs: 6, seats: 0, nothing: 1 }, finished, { partial: false })
    assert.deepEqual(judged.breaches.map((it) => it.key), ['signs', 'nothing'])
    assert.deepEqual(Object.keys(judged.answers), ['way', 'signs', 'seats'])
    assert.deepEqual(judgeAnswers(asked, { way: 'online', signs: 4 }, finished, { partial: false }).breaches.map((it) => it.key), ['seats'])
  })

  it('says of a part of a sheet what was shown until its last answer', () => {
    const judged = judgeAnswers(asked, { way: 'counter', visits: 3 }, finished, { partial: true })
    assert.deepEqual([judged.breaches, judged.shown], [[], ['way', 'visits']])
    assert.deepEqual(judgeAnswers(asked, { way: 'counter', visits: 3, signs: 2 }, finished, { partial: true }).shown, ['way', 'visits', 'why', 'signs', 'seats'])
  })

  it('refuses a questionnaire whose parts refer to what is not there before them, by place and rule', () => {
    const broken = structuredClone(content) as { sections: { questions: Record<string, unknown>[] }[] }
    broken.sections[0]!.questions[1]!['showIf'] = [{ question: 'way', is: 'any-of', values: ['by-boat'] }]
    broken.sections[1]!.questions[0]!['text'] = t('{{later}}')
    broken.sections[2]!.questions[0]!['key'] = 'way'
    const issues = questionnaire.safeParse(broken).error?.issues ?? []
    assert.deepEqual(issues.map((it) => it.path.join('/')), ['sections/0/questions/1/showIf/0/values', 'sections/1/questions/0/text', 'sections/1/questions/0/text', 'sections/2/questions/0/key'])
  })

  it('joins versions into one series only where they were declared comparable', () => {
    assert.deepEqual(toSeries([{ version: 3, comparable: false }, { version: 1, comparable: false }, { version: 2, comparable: true }]), [[1, 2], [3]])
  })
})
