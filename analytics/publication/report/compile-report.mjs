// A thread of its own, which plain JavaScript can be: setting the pages takes a second in which nothing else could be answered.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const FONTS = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'))
const WEIGHTS = ['400Regular/BeVietnamPro_400Regular.ttf', '400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf', '600SemiBold/BeVietnamPro_600SemiBold.ttf', '700Bold/BeVietnamPro_700Bold.ttf']
const here = (name) => join(import.meta.dirname, name)

/** @type {{ report: string, charts: string[], frozenAt: number }} the document as JSON, its charts as SVG, milliseconds UTC */
const { report, charts, frozenAt } = workerData
const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs: WEIGHTS.map((it) => readFileSync(join(FONTS, it))) }] })
compiler.mapShadow(here('report.json'), Buffer.from(report))
for (const [index, svg] of charts.entries()) compiler.mapShadow(here(`chart-${index}.svg`), Buffer.from(svg))
const compiled = compiler.compile({ mainFilePath: here('report.typ') })
if (!compiled.result) throw new Error(`The report could not be set: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`)
// PDF/UA: tagged, with alternative texts, and refused where one is missing.
parentPort.postMessage(compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: Math.floor(frozenAt / 1000) }), [])
