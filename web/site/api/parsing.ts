/** The library by which answers are read, by itself, so that it can be there before the contracts that are made with it. */
export { object } from 'zod'
