import assert from 'node:assert/strict'
import { judgeAnswers } from '../../contract/questionnaire-logic.ts'
import type { Questionnaire } from '../../contract/questionnaire.ts'
import { invitation } from '../../contract/survey.ts'
import { hueCentre } from '../../simulate/demo-centres.ts'
import { answerSheet, chooseDossiers } from '../../simulate/demo-surveys.ts'
import { createRandom } from '../../simulate/random.ts'
import { firstContent } from '../../web/site/admin/surveys/builder/draft.ts'

const NOW = Date.parse('2026-05-20T10:00:00+07:00')
const content: Questionnaire = {
  ...firstContent(),
  sections: [
    ...firstContent().sections,
    { key: 'more', title: { vi: 'Thêm', en: 'More' }, questions: [
      { key: 'way', kind: 'single', required: true, text: { vi: 'Cách', en: 'Way' }, choices: [{ key: 'a', text: { vi: 'A', en: 'A' } }, { key: 'b', text: { vi: 'B', en: 'B' } }] },
      { key: 'times', kind: 'number', required: true, min: 0, max: 5, text: { vi: 'Lần', en: 'Times' }, showIf: [{ question: 'way', is: 'any-of', values: ['a'] }] },
      { key: 'why', kind: 'single', required: true, text: { vi: 'Vì sao', en: 'Why' }, showIf: [{ question: '@outcome', is: 'none-of', values: ['finished'] }], choices: [{ key: 'c', text: { vi: 'C', en: 'C' } }, { key: 'd', text: { vi: 'D', en: 'D' } }] },
    ] },
  ],
}

describe('the surveys of the demo', () => {
  it('ask about dossiers that were closed in the month, each once and the same every time, those that were not carried through too', () => {
    const chosen = chooseDossiers(766, hueCentre, '2026-04', { now: NOW, most: 30 })
    assert.deepEqual(chosen, chooseDossiers(766, hueCentre, '2026-04', { now: NOW, most: 30 }))
    assert.equal(new Set(chosen.map((it) => it.invitation.dossierCode)).size, chosen.length)
    assert.ok(chosen.some((it) => it.invitation.outcome !== 'finished') && chosen.length > 30)
    for (const it of chosen) assert.ok(invitation.safeParse(it.invitation).success)
  })

  it('are answered so that the service takes every sheet, finished or not, and worse where a dossier was late', () => {
    const random = createRandom('answers')
    const level = { late: 0, onTime: 0 }
    for (let person = 0; person < 400; person += 1) {
      const about = { outcome: person % 5 === 0 ? 'refused' : 'finished', isLate: person % 2 === 0 } as const
      const { answers, isFinished } = answerSheet(random, content, about)
      assert.deepEqual(judgeAnswers(content, answers, about, { partial: !isFinished }).breaches, [])
      level[about.isLate ? 'late' : 'onTime'] += Number(answers['muc-1'] ?? 3)
    }
    assert.ok(level.onTime > level.late)
  })
})
