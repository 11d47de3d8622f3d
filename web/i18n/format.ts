// The server writes numbers and periods too (link previews, pictures to share), so how they are written stands in the contract.
export * from '../../contract/words/format.ts'
