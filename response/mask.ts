/** Takes personal words out of a text; `found` is empty where there were none. Handed in by the program, because the mask is the ingest room's. */
export type Mask = (text: string) => { masked: string; found: readonly unknown[] }
