import { defineAsyncComponent, h } from 'vue'

/**
 * BaseChart, which weighs more than all the rest of a page: it comes when a page with charts is there already. Meanwhile its room is kept,
 * so that what stands below does not move.
 */
export const LazyChart = defineAsyncComponent({
  loader: () => import('./BaseChart.vue'),
  loadingComponent: { render: () => h('div', { class: 'chart-room' }) },
  delay: 0,
})
