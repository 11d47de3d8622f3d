// Pictures to share carry the same rule, so its scale stands where the server can reach it.
export * from '../../contract/words/ruler-scale.ts'
