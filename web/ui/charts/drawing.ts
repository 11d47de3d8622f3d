import type { EChartsCoreOption } from 'echarts/core'
import { toDotsOption, type Dots } from './to-dots-option.ts'
import { toFunnelOption, type Funnel } from './to-funnel-option.ts'
import { toTilesOption, type Tiles } from './to-tiles-option.ts'
import { toTrendOption, type Trend } from './to-trend-option.ts'

/** A chart as plain data, so that it can be drawn anywhere: beside the page, on paper, as a picture. */
export type Drawing = { kind: 'trend', of: Trend } | { kind: 'funnel', of: Funnel } | { kind: 'dots', of: Dots } | { kind: 'tiles', of: Tiles }

/** What ECharts makes the chart from. */
export function toOption(drawing: Drawing): EChartsCoreOption {
  switch (drawing.kind) {
    case 'trend': return toTrendOption(drawing.of)
    case 'funnel': return toFunnelOption(drawing.of)
    case 'dots': return toDotsOption(drawing.of)
    case 'tiles': return toTilesOption(drawing.of)
  }
}
