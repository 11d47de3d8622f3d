/** A message that will never be sent; the text says why. */
export class GivenUp extends Error {}
