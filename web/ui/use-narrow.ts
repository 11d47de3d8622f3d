import { onMounted, onUnmounted, ref, type Ref } from 'vue'

/** Whether the page is as narrow as a phone: the width at which the style sheets change their layout too. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const phone = window.matchMedia('(max-width: 720px)')
  const narrow = ref(phone.matches)
  const look = () => { narrow.value = phone.matches }
  onMounted(() => phone.addEventListener('change', look))
  onUnmounted(() => phone.removeEventListener('change', look))
  return narrow
}
