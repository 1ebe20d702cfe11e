import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../commands/catalogue.ts'
import { readLine } from '../../commands/line.ts'
import { nameOf } from '../../src/port/command.ts'

const given = (typed: string) => {
  const read = readLine(catalogue, typed)
  return read.ok ? { [nameOf(read.command)]: read.given } : read.why
}

describe('a line as people type it', () => {
  it('takes every kind of quotes that phones and languages write', () => {
    for (const quoted of ['"by hand"', "'by hand'", '“by hand”', '„by hand“', '«by hand»', '»by hand«', '‘by hand’'])
      expect(given(`concern answer C-3 --answer ${quoted}`)).toEqual({
        'concern answer': { concern: 'C-3', answer: 'by hand' },
      })
  })

  it('keeps an apostrophe inside a word, and a quote that a backslash guards', () => {
    expect(given(`concern contest C-3 it isn't what we said`)).toEqual({
      'concern contest': { concern: 'C-3', reason: "it isn't what we said" },
    })
    expect(given('concern contest C-3 "a \\"free\\" word"')).toEqual({
      'concern contest': { concern: 'C-3', reason: 'a "free" word' },
    })
  })

  it('gives the rest of the line to the last field that holds words: nobody quotes a sentence on a phone', () => {
    expect(given('/caucus reading contest this is not what we said')).toEqual({
      'reading contest': { reason: 'this is not what we said' },
    })
    expect(given('/caucus gauge answer object it does harm')).toEqual({
      'gauge answer': { answer: 'object', reason: 'it does harm' },
    })
    expect(given('/caucus proposal dispatch P-1 in 7 days')).toEqual({
      'proposal dispatch': { proposal: 'P-1', closes: 'in 7 days' },
    })
  })

  it('reads a field by two dashes, by a long dash, by = and by a colon', () => {
    for (const typed of ['--closes "in 2 days"', '—closes "in 2 days"', '--closes="in 2 days"', 'closes:"in 2 days"'])
      expect(given(`gauge open P-1 ${typed}`)).toEqual({ 'gauge open': { proposal: 'P-1', closes: 'in 2 days' } })
  })

  it('takes several with commas, with spaces after them, or by the name again', () => {
    const wanted = { 'reading post': { level: 'divergence', only: ['1', '2', '11'] } }
    expect(given('reading post divergence --only 1,2,11')).toEqual(wanted)
    expect(given('reading post divergence --only "1, 2, 11"')).toEqual(wanted)
    expect(given('reading post divergence --only 1 --only 2 --only 11')).toEqual(wanted)
  })

  it('names what it does not know, and what is nearest', () => {
    expect(given('concern anser C-3')).toMatchObject({
      code: 'line/unknown-command',
      nearest: expect.arrayContaining(['concern answer']),
    })
    expect(given('gauge answer support --reson "no"')).toMatchObject({ code: 'line/unknown-field', field: 'reson' })
  })

  it('takes a field’s words up to the next field, quotes or none', () => {
    expect(given('gauge open P-1 --closes Thu 18:00 --on 4')).toEqual({
      'gauge open': { proposal: 'P-1', closes: 'Thu 18:00', on: '4' },
    })
    expect(given('reading post divergence --how we talked it over --note nobody "wins" here')).toEqual({
      'reading post': { level: 'divergence', how: 'we talked it over', note: 'nobody "wins" here' },
    })
    expect(given('reading post divergence --only 1, 2 ,11')).toEqual({
      'reading post': { level: 'divergence', only: ['1', '2', '11'] },
    })
  })

  it('keeps the lines and the quotes of a sentence that was pasted', () => {
    expect(given("proposal submit # Roles\n\n1. A “free” net.\n2. Nobody's.")).toEqual({
      'proposal submit': { text: "# Roles\n\n1. A “free” net.\n2. Nobody's." },
    })
    expect(given(`concern contest C-3 'tis -- as we said -- "not" so`)).toEqual({
      'concern contest': { concern: 'C-3', reason: `'tis -- as we said -- "not" so` },
    })
    expect(given(`concern contest C-3 'it isn't so'`)).toEqual({
      'concern contest': { concern: 'C-3', reason: `it isn't so` },
    })
  })

  it('passes over what is found by itself where the word is nothing that it takes', () => {
    expect(given('concern raise This leaves us out')).toEqual({ 'concern raise': { says: 'This leaves us out' } })
    expect(given('concern raise "This leaves us out"')).toEqual({ 'concern raise': { says: 'This leaves us out' } })
    expect(given('gauge open in 3 days')).toEqual({ 'gauge open': { closes: 'in 3 days' } })
    expect(given('amendment suggest PP3 Recalling less')).toEqual({
      'amendment suggest': { on: 'PP3', wording: 'Recalling less' },
    })
    expect(given('concern answer 9 It was considered')).toEqual({
      'concern answer': { concern: '9', answer: 'It was considered' },
    })
    expect(given('gauge answer object G-2 It does harm')).toEqual({
      'gauge answer': { answer: 'object', gauge: 'G-2', reason: 'It does harm' },
    })
  })

  it('takes a level and a name of several words without quotes', () => {
    expect(given('reading post strong support, significant opposition P-1 It is a tax')).toEqual({
      'reading post': { level: 'strong support, significant opposition', proposal: 'P-1', note: 'It is a tax' },
    })
    expect(given('reading post rough consensus')).toEqual({ 'reading post': { level: 'rough consensus' } })
    const named = readLine(catalogue, 'caucus join Civil society participant We care', () => ['civil', 'civil society'])
    expect(named.ok && named.given).toEqual({ caucus: 'Civil society', as: 'participant', words: 'We care' })
  })

  it('never cuts a sentence into the answers of several questions', () => {
    expect(given('concern overrule C-1 It was considered at length')).toEqual({
      'concern overrule': { concern: 'C-1', says: 'It was considered at length' },
    })
    expect(given('concern overrule C-1 "a" "b" "c"')).toEqual({
      'concern overrule': { concern: 'C-1', says: 'a', considered: 'b', why: 'c' },
    })
  })

  it('knows our noun caucus from the word by which platforms call us', () => {
    for (const typed of ['caucus list', '/caucus caucus list', 'caucus caucus list', '/caucus list', 'Caucus List'])
      expect(given(typed)).toEqual({ 'caucus list': {} })
    expect(given('caucus join civil participant')).toEqual({ 'caucus join': { caucus: 'civil', as: 'participant' } })
    for (const typed of ['proposal list', 'caucus proposal list', '/caucus  proposal list'])
      expect(given(typed)).toEqual({ 'proposal list': {} })
  })

  it('takes a verb of two words with a hyphen or without', () => {
    for (const typed of ['take-up', 'take up', 'takeup', 'Take Up'])
      expect(given(`proposal ${typed} P-1`)).toEqual({ 'proposal take-up': { proposal: 'P-1' } })
  })

  it('tells a noun without a verb apart: its commands are worth showing', () => {
    for (const typed of ['gauge', '/caucus gauge', 'caucus gauge'])
      expect(given(typed)).toEqual({ code: 'line/noun', noun: 'gauge' })
    expect(given('help')).toEqual({ 'help here': {} })
  })

  it('brings back every answer that was typed between quotes, whatever is in it', () => {
    const answer = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(answer, answer, (says, settles) => {
        const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
        expect(given(`concern raise P-1 --says ${quoted(says)} --settles ${quoted(settles)}`)).toEqual({
          'concern raise': { proposal: 'P-1', says, settles },
        })
      }),
    )
  })

  it('keeps every word of a sentence without quotes, as it was typed', () => {
    const word = fc.stringMatching(/^[A-Za-z¶.,;!?{}<>@#*_~`|$%&()[\]\\/]{1,12}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 12 }), (words) => {
        fc.pre(words.every((one) => !/^(--|[a-z][\w-]*:)/i.test(one)))
        const typed = words.join(' ')
        expect(given(`concern contest C-3 ${typed}`)).toEqual({ 'concern contest': { concern: 'C-3', reason: typed } })
      }),
    )
  })

  it('reads a long text full of apostrophes in one pass', () => {
    const long = `# Roles\n\n${"1. the members' 'own words ".repeat(14_000)}`
    const begun = performance.now()
    expect(given(`proposal submit ${long}`)).toEqual({ 'proposal submit': { text: long.trimEnd() } })
    expect(performance.now() - begun).toBeLessThan(3_000)
  })

  it('says which words are too many, which quote is open, and when there is nothing', () => {
    expect(given('proposal admit P-1 now please')).toMatchObject({ code: 'line/too-many', extra: 'now please' })
    expect(given('me away tomorrow')).toMatchObject({ code: 'line/too-many', extra: 'tomorrow' })
    expect(given('concern answer C-3 "because')).toEqual({ code: 'line/open-quote' })
    for (const typed of ['/caucus  ', '', 'caucus']) expect(given(typed)).toEqual({ code: 'line/empty' })
  })
})
