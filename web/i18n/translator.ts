// The server speaks both languages too (link previews, pictures to share), so the translator stands in the contract.
export * from '../../contract/words/translator.ts'
