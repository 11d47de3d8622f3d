import assert from 'node:assert/strict'
import { answerablesOf, estimateMinutes } from '../../../../contract/questionnaire-logic.ts'
import { questionnaire } from '../../../../contract/questionnaire.ts'
import { relationsOf, valuesOf, withRelation } from '../../../../web/site/admin/surveys/builder/conditions.ts'
import { askedBefore, copySection, firstContent, KINDS, newCondition, newQuestion, newSection, toContent } from '../../../../web/site/admin/surveys/builder/draft.ts'
import { toProblems } from '../../../../web/site/admin/surveys/builder/problems.ts'
import type { Say } from '../../../../web/i18n/messages.ts'

const say: Say = (key) => key

describe('the draft of a questionnaire', () => {
  it('begins as one that can be asked, and grows by questions of every kind under keys of their own', () => {
    const draft = firstContent()
    assert.ok(questionnaire.safeParse(draft).success)
    const section = newSection(draft)
    draft.sections.push(section)
    for (const kind of KINDS) section.questions.push(newQuestion(draft, kind))
    const keys = answerablesOf(draft).map(({ key }) => key)
    assert.equal(new Set(keys).size, keys.length)
  })

  it('copies a section with all its keys made anew, so that nothing is there twice', () => {
    const draft = firstContent()
    draft.sections.push(copySection(draft, draft.sections[0]!))
    assert.equal(new Set(answerablesOf(draft).map(({ key }) => key)).size, 2)
    assert.ok(questionnaire.safeParse(draft).success)
  })

  it('leaves out what is optional and empty, and names each missing word by its place', () => {
    const draft = firstContent()
    const asked = draft.sections[0]!.questions[0]!
    asked.hint = { vi: ' ', en: '' }
    asked.showIf = []
    assert.deepEqual(Object.keys(toContent(draft, 3).sections[0]!.questions[0]!).filter((it) => it === 'hint' || it === 'showIf'), [])
    asked.hint = { vi: 'Gợi ý', en: '' }
    asked.text = { vi: 'Hỏi về {{sau}}', en: 'Of {{sau}}' }
    assert.deepEqual(toProblems(toContent(draft, 3), say).map(({ path, words, isMissing }) => [path, words, isMissing]), [
      ['sections/0/questions/0/hint/en', 'builderMissing', true], ['sections/0/questions/0/text', 'builderPipeUnknown', false],
    ])
  })

  it('offers conditions on what was asked before alone, with the relations that make sense for it', () => {
    const draft = firstContent()
    const section = draft.sections[0]!
    const choice = newQuestion(draft, 'single')
    section.questions.push(choice)
    const last = newQuestion(draft, 'number')
    section.questions.push(last)
    const before = askedBefore(draft, section.key, last.key)
    assert.deepEqual(before.map(({ key }) => key), ['muc-1', choice.key])
    assert.deepEqual(newCondition(before, choice.key), { question: choice.key, is: 'any-of', values: ['y-1'] })
    const [level] = before
    assert.deepEqual(relationsOf('muc-1', level), ['at-least', 'at-most', 'any-of', 'none-of', 'answered'])
    assert.deepEqual(withRelation(newCondition(before, 'muc-1'), 'any-of', valuesOf('muc-1', level)), { question: 'muc-1', is: 'any-of', values: [2] })
    section.questions.unshift(section.questions.pop()!)
    draft.sections[0]!.questions[0]!.showIf = [newCondition(before, choice.key)]
    assert.ok(toProblems(toContent(draft, 1), say).some(({ path, words }) => path === 'sections/0/questions/0/showIf/0/question' && words === 'builderNotEarlier'))
  })

  it('says how long it takes by what is asked: longer with more to answer, half for what some alone are asked', () => {
    const draft = firstContent()
    assert.equal(estimateMinutes(draft), 1)
    for (let more = 0; more < 12; more += 1) draft.sections[0]!.questions.push(newQuestion(draft, 'text'))
    const long = estimateMinutes(draft)
    for (const asked of draft.sections[0]!.questions.slice(1)) asked.showIf = [{ question: '@outcome', is: 'none-of', values: ['finished'] }]
    assert.ok(long > estimateMinutes(draft))
  })
})
