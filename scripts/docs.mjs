// npm run docs: writes the pages of docs/ that are made from the code.
import { writeFileSync } from 'node:fs'
import { register } from 'tsx/esm/api'

register()
const { renderMethods } = await import('../analytics/methods/render-methods.ts')
const { renderRights } = await import('../access/render-rights.ts')
writeFileSync(new URL('../docs/rights.md', import.meta.url), renderRights())
writeFileSync(new URL('../docs/methods.md', import.meta.url), renderMethods())
