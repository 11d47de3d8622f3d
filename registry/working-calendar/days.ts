import { HANOI_OFFSET_MS } from '../../contract/period.ts'

const DAY_MS = 86_400_000

/** A calendar day moved by whole days. */
export const addDays = (day: string, by: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10)

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** The midnight that begins a day in Hanoi, in milliseconds UTC. */
export const toDayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`) - HANOI_OFFSET_MS

/** Saturday and Sunday are the weekly days off of administrative agencies since 2 October 1999. */
export const isWeeklyDayOff = (day: string): boolean => [0, 6].includes(weekdayOf(day))
export const WEEKLY_LAW = 'Quyết định 188/1999/QĐ-TTg'
