// npm run docs: writes the pages of docs/ that are made from the code.
import { writeFileSync } from 'node:fs'
import { register } from 'tsx/esm/api'

register()
const { renderRights } = await import('../access/render-rights.ts')
writeFileSync(new URL('../docs/rights.md', import.meta.url), renderRights())
