import { describe, expect, it } from 'vitest'
import { factData } from '../../src/domain/fact.ts'
import { splitLines } from '../../src/record/file.ts'
import { english } from '../../src/text/en.ts'
import { printedRecord } from '../../src/verify.ts'
import { founded, journey } from './story.ts'

function pageOf(file: string, beside?: string): string {
  const lines = (text: string) => splitLines([Buffer.from(text)])
  const html = printedRecord({ record: lines(file), ...(beside && { public: lines(beside) }) })
  if (html === undefined) throw new Error('the record does not hold')
  return html
}

describe('the printed page of a record', () => {
  const cast = journey()
  const publicFile = cast.play.file('public')
  const publicPage = pageOf(publicFile)

  it('has every entry, in order, with what happened in words', () => {
    const rows = [...publicPage.matchAll(/<tr id="n(\d+)">/g)].map((row) => Number(row[1]))
    expect(rows).toEqual(cast.play.entries('public').map((entry) => entry.n))
    expect(publicPage).toContain('Overall rough consensus was declared')
  })

  it('begins with what the record shows, in words', () => {
    expect(publicPage).toMatch(/<p dir="auto">[^<]*overall rough consensus on P-1 Role of governments/)
  })

  it('is made of a record that holds, and of no other', () => {
    expect(
      printedRecord({ record: splitLines([Buffer.from(publicFile.replace('Thank you all', 'Thank you'))]) }),
    ).toBeUndefined()
  })

  it('has every text that is shown', () => {
    expect(publicPage).toContain('Governments, on an equal footing with others, should carry out their roles.')
    expect(publicPage).toContain('Views on money are irreconcilable.')
  })

  it('is made of a caucus’s record as well', () => {
    const html = pageOf(cast.play.file(cast.caucuses.civil.id), publicFile)
    expect(html).toContain('<h1>The record of Société civile, a caucus of Policy Council</h1>')
    expect(html).toContain('費用は誰が？')
  })

  it('says where a text is withheld, and why', () => {
    const file = publicFile.replace(/"salt":"[^"]*","body":"Thank you all\."/, '"withheld":"consent is <missing>"')
    expect(pageOf(file)).toContain('Withheld: consent is &lt;missing&gt;')
  })

  it('runs nothing and fetches nothing, whatever people wrote', () => {
    const hostile = founded('hostile')
    const body = '</title><script>alert(1)</script><img src=x onerror="alert(1)">\' &amp; http://example.org'
    hostile.play.does(hostile.plenaryChair, { type: 'show name', name: body.slice(0, 80) })
    hostile.play.does(hostile.plenaryChair, {
      type: 'submit proposal',
      title: body,
      source: { kind: 'member' },
      paragraphs: [{ label: '<b onclick=x>', text: body }],
    })
    const html = pageOf(hostile.play.file('public'))
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    const tags = new Set([...html.matchAll(/<([a-z0-9!/]+)/gi)].map((tag) => tag[1]))
    for (const tag of ['script', 'img', 'link', 'iframe', 'b', 'a']) expect(tags).not.toContain(tag)
    // Every tag of the page is one that we write, with attributes that we write.
    const attributes = [...html.matchAll(/<[a-z0-9]+((?:\s+[a-z-]+="[^"]*")*)\s*>/gi)].flatMap((tag) =>
      [...(tag[1] ?? '').matchAll(/\s([a-z-]+)="/g)].map((one) => one[1]),
    )
    expect(new Set(attributes)).toEqual(
      new Set(['lang', 'charset', 'name', 'content', 'scope', 'id', 'datetime', 'class', 'dir']),
    )
    expect(html).not.toMatch(/url\(|@import/)
  })

  it('has words for every kind of fact', () => {
    for (const kind of Object.keys(factData)) expect(english).toHaveProperty([`verify/kind-${kind.replace('.', '-')}`])
  })
})
