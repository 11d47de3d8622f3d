// The server writes values too (link previews, pictures to share), so how they are written stands in the contract.
export * from '../../contract/words/format-value.ts'
