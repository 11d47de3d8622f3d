import { computed, reactive, ref } from 'vue'
import type { PetitionContact, PetitionSubject } from '../../../contract/petition.ts'
import { useLanguage } from '../../i18n/use-language.ts'

export const LEAST_WORDS = 10
const PHONE = /^[+\d][\d .()-]{5,24}$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

interface PetitionFields { unitCode: string; about: PetitionSubject; text: string; dossierCode: string; earlierCode: string; consent: boolean; name: string; phone: string; email: string; website: string }
type FieldProblems = Partial<Record<'unitCode' | 'text' | 'phone' | 'email', string | null>>

/** What a petition is made of while it is typed, and what is still wrong with it once it was tried to be sent. */
export function usePetitionForm(unitCode: string) {
  const { say } = useLanguage()
  const fields = reactive<PetitionFields>({ unitCode, about: 'procedure', text: '', dossierCode: '', earlierCode: '', consent: false, name: '', phone: '', email: '', website: '' })
  const tried = ref(false)
  const problems = computed<FieldProblems>(() => {
    if (!tried.value) return {}
    return {
      unitCode: fields.unitCode.trim() === '' ? say('sendUnitMissing') : null,
      text: fields.text.trim().length < LEAST_WORDS ? say('sendTextShort') : null,
      phone: fields.consent && fields.phone.trim() !== '' && !PHONE.test(fields.phone.trim()) ? say('sendPhoneWrong') : null,
      email: fields.consent && fields.email.trim() !== '' && !EMAIL.test(fields.email.trim()) ? say('sendEmailWrong') : null,
    }
  })
  const given = (text: string) => (text.trim() === '' ? undefined : text.trim())
  const contact = (): PetitionContact => ({
    ...(given(fields.name) ? { name: given(fields.name) } : {}), ...(given(fields.phone) ? { phone: given(fields.phone) } : {}), ...(given(fields.email) ? { email: given(fields.email) } : {}),
  })
  return {
    fields, problems,
    /** What is sent, or null where something is wrong. */
    check: () => {
      tried.value = true
      if (Object.values(problems.value).some((it) => it !== null)) return null
      const [dossierCode, earlierCode, reach] = [given(fields.dossierCode), given(fields.earlierCode), contact()]
      return {
        unitCode: fields.unitCode.trim(), about: fields.about, text: fields.text.trim(), ...(dossierCode ? { dossierCode } : {}), ...(earlierCode ? { earlierCode } : {}),
        ...(fields.consent && Object.keys(reach).length > 0 ? { consent: true, contact: reach } : {}),
      }
    },
  }
}
