/** Lists of every room are paged alike. */
export { cursorAfter, pageQuery, readCursor, toPage } from '../platform/list-page.ts'
