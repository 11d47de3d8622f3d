import type { EditionSummary } from '../../contract/edition.ts'

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const KINDS = { provisional: 'số tạm tính', final: 'số chính thức', revision: 'bản sửa đổi' } as const
const ENTRIES = 50

/** Published editions as an Atom feed (RFC 4287), the newest first, for whoever wants to be told. */
export function renderFeed({ publicUrl, editions, demo }: { publicUrl: string; editions: readonly EditionSummary[]; demo: boolean }): string {
  const newest = editions.filter((it) => it.frozenAt !== null).sort((one, other) => ((one.frozenAt ?? '') < (other.frozenAt ?? '') ? 1 : -1)).slice(0, ENTRIES)
  const entries = newest.map((it) => {
    const page = `${publicUrl}/so-lieu?period=${it.period}&amp;number=${it.number}`
    const title = `Thước Đo: ${KINDS[it.kind]} ${it.period}, bản ${it.number}${demo ? ' (số liệu minh họa)' : ''}`
    return `<entry><id>${escape(publicUrl)}/api/v1/editions/${it.period}?number=${it.number}</id><title>${escape(title)}</title><updated>${it.frozenAt}</updated><link rel="alternate" href="${page}"/><link rel="enclosure" type="application/zip" href="${escape(publicUrl)}/api/v1/editions/${it.period}/edition.zip?number=${it.number}"/><summary>${escape(it.reason ?? `${it.figures} số liệu của ${it.units} đơn vị.`)}</summary></entry>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><id>${escape(publicUrl)}/api/v1/editions/feed.atom</id><title>Thước Đo: số liệu công bố hằng tháng</title><author><name>Thước Đo</name></author><updated>${newest[0]?.frozenAt ?? '1970-01-01T00:00:00.000Z'}</updated><link rel="self" href="${escape(publicUrl)}/api/v1/editions/feed.atom"/><link rel="alternate" href="${escape(publicUrl)}/so-lieu"/>${entries.join('')}</feed>\n`
}
