import { onMounted, onUnmounted, ref, type Ref } from 'vue'

/** Whether the page is being printed: what waits to be asked for on a screen must stand there by itself on paper. */
export function usePrinting(): Readonly<Ref<boolean>> {
  const paper = window.matchMedia('print')
  const printing = ref(paper.matches)
  const look = () => { printing.value = paper.matches }
  const begin = () => { printing.value = true }
  onMounted(() => {
    paper.addEventListener('change', look)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', look)
  })
  onUnmounted(() => {
    paper.removeEventListener('change', look)
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', look)
  })
  return printing
}
