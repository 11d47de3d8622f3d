import { computed, inject, nextTick, onUnmounted, provide, ref, watch, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import { estimateMinutes } from '../../../../../contract/questionnaire-logic.ts'
import type { Bilingual, Question, Questionnaire, QuestionnaireDetail, Section } from '../../../../../contract/questionnaire.ts'
import { useLanguage } from '../../../../i18n/use-language.ts'
import { clone, copyQuestion, copySection, move, newQuestion, newSection, toContent, type Kind } from './draft.ts'
import { forgetDraft, keepDraft, readKept } from './kept-draft.ts'
import { toProblems, type DraftProblem } from './problems.ts'

const KEPT_AFTER_MS = 400
const KEY: InjectionKey<Builder> = Symbol('builder')

/** The builder above a component. */
export function useBuilder(): Builder {
  const builder = inject(KEY)
  if (!builder) throw new Error('There is no builder above this component')
  return builder
}
export type Builder = ReturnType<typeof createBuilder>

/** One questionnaire being written: what stands there, what is wrong with it, what was done last, and that it is kept in this browser until it is saved. */
export function createBuilder(detail: Ref<QuestionnaireDetail>) {
  const { language, say } = useLanguage()
  const draft = ref<Questionnaire>(clone(detail.value.content))
  const savedAt = () => detail.value.versions.at(-1)?.savedAt ?? ''
  const basedOn = ref(savedAt())
  /** The question that is open, by its key. */
  const open = ref<string | null>(null)
  /** Whether somebody has wanted to save: from then on what is missing is told too. */
  const tried = ref(false)
  const said = ref('')
  const undo = ref<(() => void) | null>(null)
  /** When what was kept in this browser was written, where it was taken up. */
  const takenUp = ref<number | null>(null)

  const minutes = computed(() => estimateMinutes(draft.value))
  const content: ComputedRef<Questionnaire> = computed(() => toContent(draft.value, minutes.value))
  const asSaved = computed(() => JSON.stringify(toContent(detail.value.content, 1)))
  const isChanged = computed(() => JSON.stringify({ ...content.value, minutes: 1 }) !== asSaved.value)
  const problems = computed<DraftProblem[]>(() => toProblems(content.value, say))
  const byPath = computed(() => new Map(problems.value.map((it) => [it.path, it])))
  /** Whether somebody else has saved since this draft began. */
  const isOvertaken = computed(() => isChanged.value && basedOn.value !== savedAt())
  const nameOf = (text: Bilingual) => text[language.value] || text.vi || text.en || say('builderNoText')

  const kept = readKept(detail.value.code)
  if (kept && detail.value.mayChange && JSON.stringify(toContent(kept.content, 1)) !== asSaved.value) {
    draft.value = kept.content
    basedOn.value = kept.basedOn
    takenUp.value = kept.at
  }

  let pause: ReturnType<typeof setTimeout> | undefined
  watch(draft, () => {
    clearTimeout(pause)
    pause = setTimeout(() => {
      if (isChanged.value) keepDraft(detail.value.code, { content: draft.value, basedOn: basedOn.value, at: Date.now() })
      else forgetDraft(detail.value.code)
    }, KEPT_AFTER_MS)
  }, { deep: true })
  onUnmounted(() => {
    clearTimeout(pause)
    if (isChanged.value) keepDraft(detail.value.code, { content: draft.value, basedOn: basedOn.value, at: Date.now() })
  })

  /** Says what was done, and how it is taken back. */
  function done(text: string, back: (() => void) | null = null) {
    said.value = text
    undo.value = back
  }
  /** Focus goes on at what has just been made or moved, at the first of these places that can have it. */
  const focusOn = (...selectors: string[]) => void nextTick(() => {
    selectors.map((it) => document.querySelector<HTMLElement>(it)).find((it) => it && !it.matches(':disabled'))?.focus()
  })

  const sectionOf = (key: string) => draft.value.sections.find((it) => it.key === key)

  const builder = {
    draft, content, minutes, isChanged, isOvertaken, takenUp, problems, open, tried, said, undo, nameOf, done, mayChange: computed(() => detail.value.mayChange), basedOn,

    /** What is wrong at a place, in words; what is merely missing once somebody has wanted to save. */
    problemAt: (path: string): string | null => {
      const found = byPath.value.get(path)
      return found && (tried.value || !found.isMissing) ? found.words : null
    },
    /** How many places within a path keep the questionnaire from being saved. */
    countWithin: (path: string): number => problems.value.filter((it) => it.path === path || it.path.startsWith(`${path}/`)).length,
    patch: <T extends object>(it: T, change: Partial<T>): void => void Object.assign(it, change),

    addSection: () => {
      const made = newSection(draft.value)
      draft.value.sections.push(made)
      done(say('builderAddedSection'))
      focusOn(`[data-section="${made.key}"] input`)
    },
    addQuestion: (section: Section, kind: Kind) => {
      const made = newQuestion(draft.value, kind)
      section.questions.push(made)
      open.value = made.key
      done(say('builderAdded', { kind: say(KIND_NAMES[kind]) }))
      focusOn(`[data-question="${made.key}"] .form input`)
    },
    copyQuestion: (section: Section, question: Question) => {
      const made = copyQuestion(draft.value, question)
      section.questions.splice(section.questions.indexOf(question) + 1, 0, made)
      open.value = made.key
      done(say('builderCopied', { name: nameOf(question.text) }))
      focusOn(`[data-question="${made.key}"] .open`)
    },
    copySection: (section: Section) => {
      const made = copySection(draft.value, section)
      draft.value.sections.splice(draft.value.sections.indexOf(section) + 1, 0, made)
      done(say('builderCopied', { name: nameOf(section.title) }))
      focusOn(`[data-section="${made.key}"] input`)
    },
    removeQuestion: (section: Section, question: Question) => {
      const [at, gone] = [section.questions.indexOf(question), clone(question)]
      section.questions.splice(at, 1)
      done(say('builderRemoved', { name: nameOf(gone.text) }), () => {
        const home = sectionOf(section.key) ?? draft.value.sections.at(-1)
        home?.questions.splice(at, 0, gone)
        focusOn(`[data-question="${gone.key}"] .open`)
      })
      focusOn('[data-undo]')
    },
    removeSection: (section: Section) => {
      const [at, gone] = [draft.value.sections.indexOf(section), clone(section)]
      draft.value.sections.splice(at, 1)
      done(say('builderRemoved', { name: nameOf(gone.title) }), () => {
        draft.value.sections.splice(at, 0, gone)
        focusOn(`[data-section="${gone.key}"] input`)
      })
      focusOn('[data-undo]')
    },
    /** Within its section, and over its edge into the one beside it. */
    moveQuestion: (section: Section, question: Question, by: -1 | 1) => {
      const from = section.questions.indexOf(question)
      const row = `[data-question="${question.key}"] .open`
      const byRow = document.activeElement?.matches(row)
      if (!move(section.questions, from, by)) {
        const beside = draft.value.sections[draft.value.sections.indexOf(section) + by]
        if (!beside) return
        section.questions.splice(from, 1)
        beside.questions.splice(by < 0 ? beside.questions.length : 0, 0, question)
      }
      done(say('builderMoved', { name: nameOf(question.text) }))
      focusOn(...(byRow ? [] : [`[data-question="${question.key}"] [data-move="${by}"]`]), row)
    },
    moveSection: (section: Section, by: -1 | 1) => {
      if (!move(draft.value.sections, draft.value.sections.indexOf(section), by)) return
      done(say('builderMoved', { name: nameOf(section.title) }))
      focusOn(`[data-section="${section.key}"] > header [data-move="${by}"]`, `[data-section="${section.key}"] > header [data-move="${-by}"]`)
    },
    takeBack: () => {
      const back = undo.value
      done(say('builderUndone'))
      back?.()
    },
    /** Takes another content for what is written: an import, or what was saved. */
    replace: (other: Questionnaire) => {
      const before = clone(draft.value)
      draft.value = clone(other)
      open.value = null
      done(say('builderReplaced'), () => { draft.value = before })
    },
    /** After saving, or to throw away what was kept: the draft is what the server has. */
    settle: (saved: Questionnaire) => {
      draft.value = clone(saved)
      basedOn.value = savedAt()
      takenUp.value = null
      tried.value = false
      forgetDraft(detail.value.code)
    },
  }
  provide(KEY, builder)
  return builder
}

export const KIND_NAMES = {
  likert: 'builderKindlikert', single: 'builderKindsingle', multi: 'builderKindmulti', scale10: 'builderKindscale10', number: 'builderKindnumber', date: 'builderKinddate', text: 'builderKindtext',
} as const satisfies Record<Kind, string>
