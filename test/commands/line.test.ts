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

  it('knows “caucus” as the word for the bot and as a noun of ours, however often it is said', () => {
    for (const typed of ['leave', '/caucus leave', 'caucus leave', '/caucus caucus leave'])
      expect([typed, given(typed)]).toEqual([typed, { 'caucus leave': {} }])
    for (const typed of ['caucus show civil', '/caucus caucus show civil', '/caucus show civil'])
      expect([typed, given(typed)]).toEqual([typed, { 'caucus show': { caucus: 'civil' } }])
    for (const typed of ['gauge open P-1', 'caucus gauge open P-1', '/caucus gauge open P-1'])
      expect([typed, given(typed)]).toEqual([typed, { 'gauge open': { proposal: 'P-1' } }])
    for (const typed of ['caucus', '/caucus', ' ']) expect(given(typed)).toEqual({ code: 'line/empty' })
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

  it('says which words are too many, which quote is open, and when there is nothing', () => {
    expect(given('proposal admit P-1 now please')).toMatchObject({ code: 'line/too-many', extra: 'now please' })
    expect(given('me away tomorrow')).toMatchObject({ code: 'line/too-many', extra: 'tomorrow' })
    expect(given('concern answer C-3 "because')).toEqual({ code: 'line/open-quote' })
    expect(given('/caucus  ')).toEqual({ code: 'line/empty' })
  })
})
